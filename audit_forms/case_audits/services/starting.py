"""Starting an audit, and ending the time in which agencies' audits come in."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from audit_forms.case_audits.enums import AGENCY_STATUSES, AuditStatus, CaseStatus
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.services.common import lock_audit, move_audit, require_unit
from audit_forms.case_audits.services.notifying import notify_agencies
from audit_forms.case_audits.workflow import AUDIT, TransitionRefused


def missing_for_start(audit: CaseAudit) -> list[str]:
    """What an approved audit still needs before it can start, in words."""
    missing = list(audit.missing_governance)
    if not audit.asked.exists():
        missing.append("the agencies that are asked")
    if audit.chair_id is None:
        missing.append("a chair")
    if not audit.cases.filter(status=CaseStatus.ACTIVE).exists():
        missing.append("at least one case")
    if audit.involvement_due_on < timezone.localdate():
        missing.append("dates that have not passed: agencies would have to answer before they are told")
    return missing


@transaction.atomic
def start_audit(*, audit: CaseAudit, actor: Any) -> CaseAudit:
    """Start an approved audit: from now on agencies know of it. Started twice, it starts once.

    Raises PermissionDenied, or TransitionRefused where it is not approved or something is missing.
    """
    require_unit(actor)
    locked = lock_audit(audit)
    if locked.status in AGENCY_STATUSES:
        return locked
    AUDIT.target_of("start", locked.status)
    missing = missing_for_start(locked)
    if missing:
        raise TransitionRefused(f"The audit cannot start yet. It still needs {in_words(missing)}.")
    locked.opens_at = timezone.now()
    locked.version += 1
    locked.save(update_fields=["opens_at", "version"])
    cases = locked.cases.filter(status=CaseStatus.ACTIVE).count()
    move_audit(locked, "start", actor, agencies=locked.asked.count(), cases=cases)
    notify_agencies(audit=locked, actor=actor)
    return locked


@transaction.atomic
def close_returns(*, audit: CaseAudit, actor: Any) -> CaseAudit:
    """Say that agencies' audits are in and quality assurance begins; said twice, it counts once.

    Raises PermissionDenied or TransitionRefused.
    """
    require_unit(actor)
    locked = lock_audit(audit)
    if locked.status == AuditStatus.QUALITY_ASSURANCE:
        return locked
    move_audit(locked, "close_returns", actor)
    return locked


def in_words(things: list[str]) -> str:
    """Several things as one phrase: "this, that and the other"."""
    *others, last = things
    return f"{', '.join(others)} and {last}" if others else last
