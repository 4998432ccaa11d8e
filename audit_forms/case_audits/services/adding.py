"""Adding cases: one, or a list that was looked at first."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.case_audits import case_lists, vault
from audit_forms.case_audits.case_lists import Line, Row
from audit_forms.case_audits.enums import AGENCY_STATUSES
from audit_forms.case_audits.models import Case, CaseAudit, CaseBatch, CaseIdentity
from audit_forms.case_audits.permissions import can_keep_cases
from audit_forms.case_audits.services.common import lock_audit
from audit_forms.case_audits.services.notifying import notify_agencies
from audit_forms.case_audits.workflow import TransitionRefused
from portal.accounts.permissions import is_business_unit
from portal.trail.services import record

NO_DAY = "Say in the information-governance note first when case material is erased."


@transaction.atomic
def add_case(*, audit: CaseAudit, key: UUID, age_band: str, identity: Mapping[str, str], actor: Any) -> Case:
    """Add one case, and who the child is where the audit keeps that in the vault; the same `key` adds once (bars R5).

    Where the audit runs, its agencies are told. Raises PermissionDenied, or TransitionRefused.
    """
    locked = lock_to_add(audit, actor)
    done = CaseBatch.objects.filter(key=key, audit=locked, given_by=actor).first()
    if done is not None:
        return Case.objects.get(batch=done)
    batch = CaseBatch.objects.create(key=key, audit=locked, given_by=actor, added_at=timezone.now())
    (made,) = _add(locked, batch, [Line("", age_band, dict(identity))], actor)
    return made


@transaction.atomic
def keep_list(*, audit: CaseAudit, rows: Sequence[Row], actor: Any) -> CaseBatch:
    """Keep a list, sealed, until the officer has looked at what was understood; for an hour at most.

    Raises PermissionDenied, or TransitionRefused.
    """
    locked = lock_to_add(audit, actor)
    batch = CaseBatch(audit=locked, given_by=actor)
    batch.secret = vault.seal_list(str(batch.key), case_lists.packed(list(rows)))
    batch.save()
    return batch


def open_list(*, batch: CaseBatch, actor: Any) -> list[Row]:
    """The rows of a list that waits, for the officer who gave it; raises PermissionDenied or VaultClosed."""
    if not CaseBatch.objects.offered_to(actor).filter(pk=batch.pk).exists():
        raise PermissionDenied("Only the officer who gave the list sees it.")
    return case_lists.unpacked(vault.unseal_list(str(batch.key), bytes(batch.secret))) if batch.secret else []


@transaction.atomic
def add_list(*, batch: CaseBatch, actor: Any) -> int:
    """Add the cases of a list that were understood; returns how many the list has added, however often it is sent.

    Lines with a problem are left out. What was kept of the list is erased. Raises PermissionDenied, VaultClosed, or
    TransitionRefused where the list has run out or holds no case.
    """
    audit = lock_to_add(batch.audit, actor)
    locked = CaseBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.added_at is not None:
        return locked.cases.count()
    rows = open_list(batch=locked, actor=actor)
    lines = [line for line in case_lists.understand(rows, with_identity=audit.uses_vault) if not line.problems]
    if not lines:
        raise TransitionRefused("There is no case to add. Give the list again.")
    locked.added_at, locked.secret = timezone.now(), b""
    locked.save(update_fields=["added_at", "secret"])
    return len(_add(audit, locked, lines, actor))


@transaction.atomic
def discard_list(*, batch: CaseBatch, actor: Any) -> None:
    """Forget a list that waits; raises PermissionDenied."""
    if not CaseBatch.objects.offered_to(actor).filter(pk=batch.pk).exists():
        raise PermissionDenied("Only the officer who gave the list throws it away.")
    CaseBatch.objects.filter(pk=batch.pk, added_at=None).delete()


def lock_to_add(audit: CaseAudit, actor: Any) -> CaseAudit:
    """The audit, locked, for somebody who may add a case; raises PermissionDenied, or TransitionRefused with why."""
    if not is_business_unit(actor):
        raise PermissionDenied("Only the Business Unit keeps cases.")
    locked = lock_audit(audit)
    if not can_keep_cases(actor, locked):
        raise TransitionRefused("Cases are added from the Executive’s approval until moderation.")
    if locked.uses_vault and locked.retention_until is None:
        raise TransitionRefused(NO_DAY)
    return locked


def _add(audit: CaseAudit, batch: CaseBatch, lines: list[Line], actor: Any) -> list[Case]:
    cases = [Case.objects.create(audit=audit, batch=batch, age_band=each.age_band, added_by=actor) for each in lines]
    for case, line in zip(cases, lines, strict=True):
        has_identity = audit.uses_vault and any(line.identity.values())
        if has_identity and audit.retention_until:
            secret = vault.seal(case.reference, line.identity)
            CaseIdentity.objects.create(case=case, secret=secret, erase_on=audit.retention_until)
        record(actor=actor, action="case.added", target=case, audit=audit.reference, identity=has_identity)
    if audit.status in AGENCY_STATUSES:
        notify_agencies(audit=audit, actor=actor)
    return cases
