"""Withdrawing a case half-way: every agency's part ends, and who the child is is erased."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit_forms.case_audits.enums import CaseStatus, EndReason, ErasedBecause, InvolvementStatus
from audit_forms.case_audits.guarding import refusal_of
from audit_forms.case_audits.models import Case, Involvement
from audit_forms.case_audits.notifications import agencies as notifications
from audit_forms.case_audits.permissions import can_keep_cases
from audit_forms.case_audits.services.common import move_involvement
from audit_forms.case_audits.services.identities import erase_identity
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.returns import services as returns
from audit_forms.returns.models import Return
from portal.accounts.models import User
from portal.accounts.permissions import is_business_unit
from portal.trail.services import record

# What a withdrawn return is given as its reason: the officer's own words stay with the case.
RETURN_REASON = "The case was withdrawn."


@transaction.atomic
def withdraw_case(*, case: Case, reason: str, actor: Any) -> Case:
    """Withdraw a case with a reason; withdrawn twice, it counts once.

    Agencies' parts become withdrawn, their returns too, or stay closed where they had come in; leads and auditors are
    told without content; the identity is erased. Raises PermissionDenied, TransitionRefused where the audit's state
    does not allow it, or ValidationError for the reason.
    """
    if not is_business_unit(actor):
        raise PermissionDenied("Only the Business Unit withdraws cases.")
    locked: Case = Case.objects.select_for_update(of=("self",)).select_related("audit").get(pk=case.pk)
    if locked.status == CaseStatus.WITHDRAWN:
        return locked
    if not can_keep_cases(actor, locked.audit):
        raise TransitionRefused("Cases are withdrawn from the Executive’s approval until moderation.")
    words = reason.strip()
    problem = refusal_of(words) if words else "Say why you are withdrawing it."
    if problem:
        raise ValidationError({"reason": problem})
    locked.status, locked.withdrawn_because = CaseStatus.WITHDRAWN, words
    locked.save(update_fields=["status", "withdrawn_because"])
    record(actor=actor, action="case.withdrawn", target=locked)
    parts = locked.involvements.exclude(status=InvolvementStatus.WITHDRAWN).select_for_update(of=("self",))
    people = {person for part in parts for person in end_part(part, actor)}
    erase_identity(case=locked, because=ErasedBecause.WITHDRAWAL, actor=actor)
    notifications.tell_of_withdrawal(locked.pk, sorted(people, key=lambda person: person.pk))
    return locked


def end_part(part: Involvement, actor: Any) -> set[User]:
    """End an agency's part with all that hangs on it; returns who is still to be told.

    Whoever had a conflict of interest in the case is told nothing of it (bars S6).
    """
    people = notifications.people_of(part.case, [part])
    move_involvement(part, "withdraw", actor)
    part.appointments.current().update(ended_at=timezone.now(), ended_because=EndReason.WITHDRAWN)
    if part.audit_return is not None and _end_return(part.audit_return, actor):
        return set()
    return people


def _end_return(audit_return: Return, actor: Any) -> bool:
    """Withdraw a return that never came in; one that did stays, but nobody writes it. True where people were told."""
    told = audit_return.submitted_at is None
    if told:
        returns.withdraw(audit_return=audit_return, reason=RETURN_REASON, actor=actor)
    for named in audit_return.named_writers.current().select_related("user"):
        returns.end_writing(audit_return=audit_return, user=named.user, actor=actor)
    return told
