"""An agency that goes on as another while an audit runs: its parts and returns go with it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit_forms.case_audits.enums import AGENCY_STATUSES, AUDITING_STATUSES, AuditStatus, InvolvementStatus
from audit_forms.case_audits.models import CaseAudit, Dissent, Involvement
from audit_forms.case_audits.notifications import agencies as notifications
from audit_forms.case_audits.services.common import lock_audit, move_involvement
from audit_forms.case_audits.services.withdrawing import end_part
from audit_forms.organisations.models import Organisation
from audit_forms.organisations.permissions import can_keep_organisations
from portal.trail.services import record

# Audits that are past these keep the agency that took part under its own name.
UNFINISHED = frozenset({*AGENCY_STATUSES, AuditStatus.MODERATION})


@transaction.atomic
def hand_over_to_successor(*, organisation: Organisation, successor: Organisation, actor: Any) -> int:
    """Give an agency's parts in unfinished audits, and their returns, to the agency that it became; returns how many.

    Planned audits ask the successor instead. Where both have a part in a case, the one that audits goes on; a return
    of the closed agency that had come in beside the successor's own stays as it is. Twice, it counts once. Raises
    PermissionDenied.
    """
    if not can_keep_organisations(actor):
        raise PermissionDenied("Only the Business Unit hands an agency's work over.")
    moved = 0
    for audit in CaseAudit.objects.filter(agencies=organisation).order_by("pk"):
        locked = lock_audit(audit)
        if not locked.is_planned and locked.status not in UNFINISHED:
            continue
        locked.asked.filter(organisation=organisation).delete()
        locked.asked.get_or_create(organisation=successor)
        parts = Involvement.objects.filter(case__audit=locked, organisation=organisation)
        parts = parts.exclude(status=InvolvementStatus.WITHDRAWN).select_related("audit_return")
        here = sum(_hand_over(part, successor, actor) for part in parts.select_for_update(of=("self",)))
        moved += here
        record(
            actor=actor, action="audit.agency_succeeded", target=locked,
            agency=organisation.pk, successor=successor.pk, parts=here,
        )  # fmt: skip
        if here:
            leads = notifications.leads_by_agency([successor.pk])[successor.pk]
            notifications.tell_of_succession(locked.pk, organisation.pk, leads)
    return moved


def _hand_over(part: Involvement, successor: Organisation, actor: Any) -> bool:
    """Whether the part went to the successor."""
    own = Involvement.objects.filter(case=part.case_id, organisation=successor).first()
    closed = part.organisation_id
    if own is None:
        _move(part, successor)
    elif part.status not in AUDITING_STATUSES:
        end_part(part, actor)
        return False
    elif own.status in AUDITING_STATUSES or own.status == InvolvementStatus.WITHDRAWN:
        if part.audit_return is None or part.audit_return.submitted_at is None:
            end_part(part, actor)
        return False
    else:
        _merge(part, own, actor)
    # What the agency said against a grade in the meeting is said by its successor from now on.
    Dissent.objects.filter(case=part.case_id, organisation=closed).update(organisation=successor)
    record(actor=actor, action="involvement.handed_over", target=part, successor=successor.pk)
    return True


def _move(part: Involvement, successor: Organisation) -> None:
    part.organisation = successor
    part.save(update_fields=["organisation"])
    if part.audit_return is not None:
        part.audit_return.organisation = successor
        part.audit_return.save(update_fields=["organisation"])


def _merge(part: Involvement, own: Involvement, actor: Any) -> None:
    """The successor knew nothing of the child, the closed agency did: what that has done becomes the successor's."""
    kept, state = part.audit_return, part.status
    facts = {name: getattr(part, name) for name in ("answered_at", "answered_by", "notified_at")}
    part.audit_return = None
    part.save(update_fields=["audit_return"])
    part.appointments.update(involvement=own)
    move_involvement(part, "withdraw", actor)
    for name, value in facts.items():
        setattr(own, name, value)
    own.audit_return, own.status = kept, state
    own.save(update_fields=[*facts, "audit_return", "status"])
    if kept is not None:
        kept.organisation = own.organisation
        kept.save(update_fields=["organisation"])
