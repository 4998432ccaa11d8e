"""What the Business Unit gets ready before the start: agencies, the information-governance note, and the chair."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from audit_forms.case_audits.models import AuditAgency, CaseAudit, CaseIdentity
from audit_forms.case_audits.notifications.programme import CHAIR, tell
from audit_forms.case_audits.permissions import can_ask_more, can_keep_governance, can_name_chair
from audit_forms.case_audits.services.common import check_version, lock_audit, require_unit
from audit_forms.case_audits.services.notifying import notify_agencies
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.organisations.enums import OrganisationKind
from audit_forms.organisations.models import Organisation
from portal.trail.services import record


@transaction.atomic
def choose_agencies(*, audit: CaseAudit, version: int, agencies: Iterable[Organisation], actor: Any) -> CaseAudit:
    """Say which agencies the audit asks, until it starts; the same choice sent twice is made once.

    Raises PermissionDenied, Stale, or TransitionRefused once it has started or where nothing that may be asked is
    chosen.
    """
    locked = _lock_to_prepare(audit, actor)
    wanted = {each.pk for each in agencies}
    asked = set(locked.asked.values_list("organisation", flat=True))
    if wanted == asked:
        return locked
    check_version(locked, version)
    if not wanted:
        raise TransitionRefused("Choose at least one agency.")
    added = _ask(locked, wanted - asked)
    locked.asked.exclude(organisation__in=wanted).delete()
    _save(locked)
    record(actor=actor, action="audit.agencies_chosen", target=locked, added=added, removed=len(asked - wanted))
    return locked


@transaction.atomic
def ask_more_agencies(*, audit: CaseAudit, agencies: Iterable[Organisation], actor: Any) -> int:
    """Ask further agencies while the audit runs, and tell them of its cases; returns how many were not asked before.

    Whoever has been told stays asked: what it knows of a case cannot be taken back. Raises PermissionDenied, or
    TransitionRefused once moderation has begun or where an agency is not open.
    """
    require_unit(actor)
    locked = lock_audit(audit)
    if not can_ask_more(actor, locked):
        raise TransitionRefused("Agencies are asked until moderation begins.")
    asked = set(locked.asked.values_list("organisation", flat=True))
    new = _ask(locked, {each.pk for each in agencies} - asked)
    if new:
        _save(locked)
        record(actor=actor, action="audit.agencies_chosen", target=locked, added=new, removed=0)
        notify_agencies(audit=locked, actor=actor)
    return new


def _ask(locked: CaseAudit, wanted: set[int]) -> int:
    """Ask the agencies with these keys, which must be open; returns how many there are."""
    new = Organisation.objects.open().filter(kind=OrganisationKind.AGENCY, pk__in=wanted)
    if len(new) != len(wanted):
        raise TransitionRefused("Only agencies that are open can be asked.")
    AuditAgency.objects.bulk_create(AuditAgency(audit=locked, organisation=each) for each in new)
    return len(new)


@transaction.atomic
def keep_governance(
    *,
    audit: CaseAudit,
    version: int,
    actor: Any,
    lawful_basis: str,
    dpia_reference: str,
    minimisation: str,
    retention_until: date | None,
    uses_vault: bool,
) -> CaseAudit:
    """Keep the information-governance note, until the start; the trail says who completed it when.

    Identities that are kept already are erased on the day that the note says now. The same note sent twice is kept
    once. Raises PermissionDenied, Stale, TransitionRefused once the audit has started,
    or ValidationError for a retention date before the impact review.
    """
    locked = _lock_to_prepare(audit, actor)
    note = {
        "lawful_basis": lawful_basis,
        "dpia_reference": dpia_reference,
        "minimisation": minimisation,
        "retention_until": retention_until,
        "uses_vault": uses_vault,
    }
    changed = sorted(name for name, value in note.items() if getattr(locked, name) != value)
    if not changed:
        return locked
    check_version(locked, version)
    for name, value in note.items():
        setattr(locked, name, value)
    locked.full_clean()
    _save(locked, *note)
    if retention_until is not None:
        CaseIdentity.objects.filter(case__audit=locked, erased_at=None).update(erase_on=retention_until)
    record(
        actor=actor,
        action="audit.governance_kept",
        target=locked,
        fields=changed,
        complete=not locked.missing_governance,
    )
    return locked


@transaction.atomic
def name_chair(*, audit: CaseAudit, version: int, chair: Any, actor: Any) -> CaseAudit:
    """Say who chairs the audit, until its moderation has ended, and tell them; named twice, they are told once.

    Raises PermissionDenied, Stale, TransitionRefused, or ValidationError for somebody who cannot sign in.
    """
    require_unit(actor)
    locked = lock_audit(audit)
    if not can_name_chair(actor, locked):
        raise TransitionRefused("The moderation has ended, so who chaired it stays on record.")
    if locked.chair_id == chair.pk:
        return locked
    check_version(locked, version)
    if not chair.is_active:
        raise ValidationError({"chair": "Choose somebody who can sign in."})
    before, locked.chair = locked.chair_id, chair
    _save(locked, "chair")
    entry = record(actor=actor, action="audit.chair_named", target=locked, chair=chair.pk, before=before)
    tell([chair], locked, CHAIR, entry.pk)
    return locked


def _lock_to_prepare(audit: CaseAudit, actor: Any) -> CaseAudit:
    require_unit(actor)
    locked = lock_audit(audit)
    if not can_keep_governance(actor, locked):
        raise TransitionRefused("The audit has started, so this can no longer be changed.")
    return locked


def _save(locked: CaseAudit, *fields: str) -> None:
    locked.version += 1
    locked.save(update_fields=[*fields, "version"])
