"""The group agrees a plan; the Executive approves it or sends it back. Who decided what and when stays on record."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit_forms.case_audits.enums import Body, Subject, Verdict
from audit_forms.case_audits.models import Approval, CaseAudit
from audit_forms.case_audits.notifications.programme import APPROVED, SENT_BACK, TO_APPROVE, tell_role
from audit_forms.case_audits.permissions import is_executive, is_group
from audit_forms.case_audits.services.common import check_version, lock_audit, move_audit
from audit_forms.case_audits.workflow import TransitionRefused
from portal.accounts.enums import Role


@transaction.atomic
def agree_plan(*, audit: CaseAudit, version: int, actor: Any) -> CaseAudit:
    """The group agrees the plan as it was read; said twice, it counts once.

    Raises PermissionDenied, Stale where it was changed meanwhile, or TransitionRefused.
    """
    if not is_group(actor):
        raise PermissionDenied("Only the Quality and Impact Group agrees a plan.")
    locked = lock_audit(audit)
    if _was_decided(locked, Body.GROUP, Verdict.AGREED, actor):
        return locked
    check_version(locked, version)
    move_audit(locked, "agree", actor)
    decided = _write(locked, Body.GROUP, Verdict.AGREED, actor)
    tell_role(Role.EXECUTIVE, locked, TO_APPROVE, decided.pk)
    return locked


@transaction.atomic
def approve_plan(*, audit: CaseAudit, version: int, actor: Any) -> CaseAudit:
    """The Executive approves the plan as it was read; said twice, it counts once. Raises as `agree_plan` does."""
    locked = _lock_for_executive(audit, actor)
    if _was_decided(locked, Body.EXECUTIVE, Verdict.AGREED, actor):
        return locked
    check_version(locked, version)
    move_audit(locked, "approve", actor)
    decided = _write(locked, Body.EXECUTIVE, Verdict.AGREED, actor)
    tell_role(Role.BUSINESS_UNIT, locked, APPROVED, decided.pk)
    return locked


@transaction.atomic
def send_plan_back(*, audit: CaseAudit, version: int, note: str, actor: Any) -> CaseAudit:
    """The Executive sends the plan back with a note; said twice, it counts once. Raises as `agree_plan` does."""
    locked = _lock_for_executive(audit, actor)
    if _was_decided(locked, Body.EXECUTIVE, Verdict.SENT_BACK, actor, note):
        return locked
    check_version(locked, version)
    if not note.strip():
        raise TransitionRefused("Say what should change.")
    move_audit(locked, "send_back", actor)
    # Whoever still has the page open from before reads it again before agreeing.
    locked.version += 1
    locked.save(update_fields=["version"])
    decided = _write(locked, Body.EXECUTIVE, Verdict.SENT_BACK, actor, note)
    tell_role(Role.QUALITY_AND_IMPACT_GROUP, locked, SENT_BACK, decided.pk)
    return locked


def _lock_for_executive(audit: CaseAudit, actor: Any) -> CaseAudit:
    if not is_executive(actor):
        raise PermissionDenied("Only the Executive approves a plan or sends it back.")
    return lock_audit(audit)


def _was_decided(locked: CaseAudit, body: Body, verdict: Verdict, actor: Any, note: str = "") -> bool:
    """Whether the last decision on the plan is this very one: a second click (bars R5)."""
    last = locked.approvals.filter(subject=Subject.PLAN).last()
    wanted = (body, verdict, actor.pk, note.strip())
    return last is not None and (last.body, last.verdict, last.decided_by_id, last.note) == wanted


def _write(locked: CaseAudit, body: Body, verdict: Verdict, actor: Any, note: str = "") -> Approval:
    return Approval.objects.create(
        audit=locked, subject=Subject.PLAN, body=body, verdict=verdict, note=note.strip(), decided_by=actor
    )
