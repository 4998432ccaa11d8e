"""Opening an identity, which is written down each time, putting it right, and erasing it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit_forms.case_audits import vault
from audit_forms.case_audits.enums import AuditStatus, CaseStatus, ErasedBecause, InvolvementStatus, ReadingReason
from audit_forms.case_audits.guarding import refusal_of
from audit_forms.case_audits.models import Case, CaseIdentity, IdentityReading, Involvement
from audit_forms.case_audits.notifications import agencies as notifications
from audit_forms.case_audits.permissions import can_keep_cases, can_read_identity
from audit_forms.case_audits.services.common import lock_audit, move_involvement
from audit_forms.case_audits.workflow import TransitionRefused
from portal.trail.services import record

LONGEST_WORDS = 250
FOUND_NOTHING = (InvolvementStatus.NIL_RETURN, InvolvementStatus.HISTORIC)


@transaction.atomic
def read_identity(*, case: Case, reason: str, words: str, actor: Any) -> dict[str, str]:
    """Who the child is, for somebody who says why; each reading is kept with its reason (bars G5).

    The trail names the reading without what was written. Raises PermissionDenied, ValidationError for the reason,
    TransitionRefused where there is no identity (any more), or vault.VaultClosed.
    """
    if not can_read_identity(actor, case):
        raise PermissionDenied("Only the Business Unit and named people of the agencies asked open an identity.")
    kept = CaseIdentity.objects.filter(case=case).first()
    if kept is None:
        raise TransitionRefused("The portal keeps no identity of this case.")
    if kept.erased_at is not None:
        raise TransitionRefused("The identity has been erased.")
    said = _said(reason, words.strip())
    opened = vault.unseal(case.reference, bytes(kept.secret))
    reading = IdentityReading.objects.create(case=case, user=actor, reason=said)
    record(actor=actor, action="case.identity_read", target=case, reading=reading.pk)
    return opened


@transaction.atomic
def correct_identity(*, case: Case, identity: Mapping[str, str], actor: Any) -> None:
    """Put right who the child is, and tell those who look for the record; the same sent twice counts once.

    Agencies that looked for the wrong record and found nothing, or only old work, are asked again. The trail says that
    it was corrected, never from what to what. Raises PermissionDenied, or TransitionRefused where the audit's state
    does not allow it, it keeps no identities, or this one has been erased.
    """
    audit = lock_audit(case.audit)
    if not can_keep_cases(actor, audit):
        raise PermissionDenied("Only the Business Unit corrects an identity, until moderation.")
    kept = CaseIdentity.objects.select_for_update(of=("self",)).filter(case=case).first()
    if not audit.uses_vault or audit.retention_until is None or case.status == CaseStatus.WITHDRAWN:
        raise TransitionRefused("The portal keeps no identity of this case.")
    if kept is None:
        kept = CaseIdentity(case=case, erase_on=audit.retention_until)
    elif kept.erased_at is not None:
        raise TransitionRefused("The identity has been erased.")
    elif _is_kept(kept, identity):
        return
    kept.secret = vault.seal(case.reference, identity)
    kept.save()
    for part in Involvement.objects.select_for_update(of=("self",)).filter(case=case, status__in=FOUND_NOTHING):
        part.answered_at, part.answered_by, part.answer_note = None, None, ""
        part.save(update_fields=["answered_at", "answered_by", "answer_note"])
        move_involvement(part, "ask_again", actor)
    entry = record(actor=actor, action="case.identity_corrected", target=case)
    parts = case.involvements.exclude(status=InvolvementStatus.WITHDRAWN)
    notifications.tell_of_correction(entry.pk, notifications.people_of(case, parts))


def _is_kept(kept: CaseIdentity, identity: Mapping[str, str]) -> bool:
    """Whether exactly this is kept; what no key opens any more is not."""
    try:
        opened = vault.unseal(kept.case.reference, bytes(kept.secret))
    except vault.VaultClosed:
        return False
    return opened == {name: identity.get(name, "") for name in vault.FIELDS}


def _said(reason: str, words: str) -> str:
    if reason not in ReadingReason.values:
        raise ValidationError({"reason": "Choose why you need it."})
    if reason != ReadingReason.OTHER:
        return str(ReadingReason(reason).label)
    if not words:
        raise ValidationError({"words": "Say why you need it."})
    if len(words) > LONGEST_WORDS:
        raise ValidationError({"words": f"Shorten it to {LONGEST_WORDS} characters."})
    problem = refusal_of(words)
    if problem:
        raise ValidationError({"words": problem})
    return f"{ReadingReason.OTHER.label}: {words}"


@transaction.atomic
def erase_identity(*, case: Case, because: ErasedBecause, actor: Any) -> None:
    """Erase who the child is; that it was kept, and when it went, stays. Erased twice, it counts once.

    Called by services that have asked their permission, and by the job that erases what is due (`actor` None).
    """
    kept = CaseIdentity.objects.select_for_update(of=("self",)).filter(case=case, erased_at=None).first()
    if kept is None:
        return
    kept.secret, kept.erased_at = b"", timezone.now()
    kept.save(update_fields=["secret", "erased_at"])
    record(actor=actor, action="case.identity_erased", target=case, because=str(because))


def erase_due_identities() -> int:
    """Erase each identity whose day has come, whose audit is closed or whose case is withdrawn; returns how many."""
    due = list(CaseIdentity.objects.to_erase().select_related("case__audit"))
    for kept in due:
        erase_identity(case=kept.case, because=_why(kept), actor=None)
    return len(due)


def _why(kept: CaseIdentity) -> ErasedBecause:
    if kept.case.status == CaseStatus.WITHDRAWN:
        return ErasedBecause.WITHDRAWAL
    is_closed = kept.case.audit.status == AuditStatus.CLOSED
    return ErasedBecause.CLOSURE if is_closed else ErasedBecause.RETENTION
