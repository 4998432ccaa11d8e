"""Opening an identity, which is written down each time, and erasing it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit_forms.case_audits import vault
from audit_forms.case_audits.enums import AuditStatus, CaseStatus, ErasedBecause, ReadingReason
from audit_forms.case_audits.guarding import refusal_of
from audit_forms.case_audits.models import Case, CaseIdentity, IdentityReading
from audit_forms.case_audits.permissions import can_read_identity
from audit_forms.case_audits.workflow import TransitionRefused
from portal.trail.services import record

LONGEST_WORDS = 250


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
