"""Independence: the lead names an auditor, who declares to have had no part in the case, and the lead countersigns."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.case_audits import agency_news
from audit_forms.case_audits.appointing import free_leads, refusal_to_name
from audit_forms.case_audits.enums import EndReason, InvolvementStatus
from audit_forms.case_audits.models import Appointment, Involvement
from audit_forms.case_audits.permissions import can_countersign, can_declare, can_name_auditor, leads_involvement
from audit_forms.case_audits.services.common import lock_involvement, move_involvement
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.questionnaires.selection import count_questions
from audit_forms.returns import services as returns
from audit_forms.returns.models import Return
from portal.trail.services import record


@transaction.atomic
def name_auditor(*, involvement: Involvement, auditor: Any, actor: Any) -> Involvement:
    """The agency's lead names who audits the case there; whoever did until now no longer does. Once, however often.

    Raises PermissionDenied, or TransitionRefused where that person cannot audit it, saying why.
    """
    locked = lock_involvement(involvement)
    if not can_name_auditor(actor, locked):
        raise PermissionDenied("Only the agency's lead names its auditor, until moderation.")
    current = locked.appointment
    if current is not None and current.auditor_id == auditor.pk:
        return locked
    refusal = refusal_to_name(locked, auditor)
    if refusal:
        raise TransitionRefused(refusal)
    if current is not None:
        end_appointment(locked, current, EndReason.REPLACED, actor)
    made = Appointment.objects.create(involvement=locked, auditor=auditor, named_by=actor)
    move_involvement(locked, "name_auditor", actor, auditor=auditor.pk)
    agency_news.tell(locked, [auditor], agency_news.NAMED, f"named-{made.pk}")
    return locked


@transaction.atomic
def declare_independence(*, involvement: Involvement, actor: Any) -> Involvement:
    """The named auditor declares: no direct practice or management in this case. Declared twice, it counts once.

    Raises PermissionDenied.
    """
    locked = lock_involvement(involvement)
    if not can_declare(actor, locked):
        raise PermissionDenied("Only the auditor who is named declares to be independent.")
    current = _appointment(locked)
    if current.declared_at is not None:
        return locked
    current.declared_at = timezone.now()
    current.save(update_fields=["declared_at"])
    record(actor=actor, action="involvement.declared", target=locked, appointment=current.pk)
    leads = [each for each in free_leads(locked) if each.pk != actor.pk]
    agency_news.tell(locked, leads, agency_news.DECLARED, f"declared-{current.pk}")
    return locked


@transaction.atomic
def countersign(*, involvement: Involvement, actor: Any) -> Involvement:
    """The agency's lead countersigns the declaration, never their own, and the audit is the auditor's to write.

    The agency's return begins, or goes on with another writer. Countersigned twice, it counts once. Raises
    PermissionDenied, or TransitionRefused where nothing has been declared.
    """
    locked = lock_involvement(involvement)
    if locked.status == InvolvementStatus.COUNTERSIGNED and leads_involvement(actor, locked):
        return locked
    if not can_countersign(actor, locked):
        raise PermissionDenied("The agency's lead countersigns, and nobody countersigns for themselves.")
    current = _appointment(locked)
    if current.declared_at is None:
        raise TransitionRefused("The auditor has not declared yet that they are independent.")
    current.countersigned_by, current.countersigned_at = actor, timezone.now()
    current.save(update_fields=["countersigned_by", "countersigned_at"])
    audit_return = _return_of(locked)
    returns.name_writer(audit_return=audit_return, user=current.auditor, actor=actor)
    move_involvement(locked, "countersign", actor, appointment=current.pk)
    agency_news.tell(locked, [current.auditor], agency_news.COUNTERSIGNED, f"countersigned-{current.pk}")
    return locked


def end_appointment(locked: Involvement, current: Appointment, reason: EndReason, actor: Any) -> None:
    """End it, and the writing with it; the part waits for another auditor while agencies still work on the audit."""
    current.ended_at, current.ended_because = timezone.now(), reason
    current.save(update_fields=["ended_at", "ended_because"])
    if locked.audit_return is not None:
        returns.stop_writing(audit_return=locked.audit_return, user=current.auditor, actor=actor)
    move_involvement(locked, "release_auditor", actor, reason=reason.value, appointment=current.pk)


def _appointment(locked: Involvement) -> Appointment:
    current = locked.appointment
    if current is None:
        raise TransitionRefused("Nobody is named to audit this case.")
    return current


def _return_of(locked: Involvement) -> Return:
    """The agency's return about the case, begun where there is none; closed to everybody with a conflict in it."""
    if locked.audit_return is not None:
        return locked.audit_return
    organisation, audit = locked.organisation, locked.case.audit
    begun: Return = Return.objects.create(
        exercise=audit,
        organisation=organisation,
        subject=locked.case.reference,
        is_confidential=True,
        facts=organisation.facts,
        questions_total=count_questions(audit.edition, organisation.facts),
    )
    record(actor=None, action="return.created", target=begun)
    locked.audit_return = begun
    locked.save(update_fields=["audit_return"])
    conflicts = Appointment.objects.filter(involvement__case=locked.case, ended_because=EndReason.CONFLICT)
    for each in conflicts.select_related("auditor", "named_by"):
        returns.close_to(audit_return=begun, user=each.auditor, actor=each.named_by)
    return begun
