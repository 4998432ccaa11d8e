"""A conflict of interest closes the case to a person at once; an auditor who leaves is released (bars S6)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.case_audits import agency_news
from audit_forms.case_audits.appointing import free_leads, has_conflict
from audit_forms.case_audits.enums import EndReason
from audit_forms.case_audits.guarding import refusal_of
from audit_forms.case_audits.models import Appointment, Involvement
from audit_forms.case_audits.permissions import can_report_conflict, is_running
from audit_forms.case_audits.services.appointing import end_appointment
from audit_forms.case_audits.services.common import lock_involvement
from audit_forms.case_audits.workflow import INVOLVEMENT, TransitionRefused
from audit_forms.organisations.models import Membership
from audit_forms.returns import services as returns
from audit_forms.returns.querysets import NAMED_ROLES
from portal.trail.services import record


@transaction.atomic
def declare_conflict(*, involvement: Involvement, person: Any, conflict: str, actor: Any) -> Involvement:
    """That person has a conflict of interest in the case: from now on they find nothing of it, in any agency.

    The auditor or a lead says so of themselves, the lead or the Business Unit of somebody in the agency. Where the
    person audits the case, another auditor is needed. Said twice, it counts once. Raises PermissionDenied, or
    TransitionRefused where the words are missing or say who the child is.
    """
    locked = lock_involvement(involvement)
    if actor.pk == person.pk and has_conflict(person, locked):
        return locked
    if not can_report_conflict(actor, locked, person):
        raise PermissionDenied("Only the person, the agency's lead and the Business Unit declare a conflict.")
    if has_conflict(person, locked):
        return locked
    refusal = refusal_of(conflict) if conflict.strip() else "Say what the conflict of interest is."
    if refusal:
        raise TransitionRefused(refusal)
    current = locked.appointment
    audited = current is not None and current.auditor_id == person.pk and is_running(locked)
    ended = _end(locked, person, conflict.strip(), actor)
    record(actor=actor, action="involvement.conflict_declared", target=locked, user=person.pk, appointment=ended.pk)
    for part in Involvement.objects.filter(case=locked.case, audit_return__isnull=False).select_related("audit_return"):
        if part.audit_return is not None:
            returns.close_to(audit_return=part.audit_return, user=person, actor=actor)
    agency_news.tell_of_conflict(locked, ended, audited=audited)
    return locked


@transaction.atomic
def release_leaver(*, organisation: Any, leaver: Any, actor: Any) -> int:
    """Release the cases that somebody audited who has left the agency; its leads are asked for another auditor.

    Called when a membership has ended (`organisations.hooks`), which has asked the permission. Returns how many.
    """
    if Membership.objects.of(leaver).filter(organisation=organisation).in_roles(*NAMED_ROLES).exists():
        return 0
    audited = Appointment.objects.current().filter(auditor=leaver, involvement__organisation=organisation)
    parts = list(Involvement.objects.filter(pk__in=audited.values("involvement")))
    return sum(_release(part, leaver, actor) for part in parts)


def _end(locked: Involvement, person: Any, conflict: str, actor: Any) -> Appointment:
    """The person's appointment, ended by the conflict; one that began and ended now where they never audited it."""
    current = locked.appointment
    if current is None or current.auditor_id != person.pk:
        ended: Appointment = Appointment.objects.create(
            involvement=locked,
            auditor=person,
            named_by=actor,
            ended_at=timezone.now(),
            ended_because=EndReason.CONFLICT,
            conflict=conflict,
        )
        return ended
    current.conflict = conflict
    current.save(update_fields=["conflict"])
    _let_go(locked, current, EndReason.CONFLICT, actor)
    return current


def _release(part: Involvement, leaver: Any, actor: Any) -> bool:
    locked = lock_involvement(part)
    current = locked.appointment
    if current is None or current.auditor_id != leaver.pk:
        return False
    _let_go(locked, current, EndReason.LEFT, actor)
    agency_news.tell(locked, free_leads(locked), agency_news.LEFT, f"left-{current.pk}")
    return True


def _let_go(locked: Involvement, current: Appointment, reason: EndReason, actor: Any) -> None:
    """End the appointment; once agencies no longer work on the audit, the part stays as far as it got."""
    if is_running(locked) and INVOLVEMENT.is_allowed("release_auditor", locked.status):
        end_appointment(locked, current, reason, actor)
        return
    current.ended_at, current.ended_because = timezone.now(), reason
    current.save(update_fields=["ended_at", "ended_because"])
    record(actor=actor, action="involvement.auditor_ended", target=locked, reason=reason.value, appointment=current.pk)
