"""What every change of a return's state needs."""

from typing import Any

from django.core.exceptions import PermissionDenied

from audit_forms.questionnaires.models import SignOffStep
from audit_forms.returns import guarding
from audit_forms.returns.enums import Decision
from audit_forms.returns.hooks import run_moved
from audit_forms.returns.models import Return
from audit_forms.returns.permissions import is_separate
from audit_forms.returns.workflow import TransitionRefused, target_of
from portal.accounts.permissions import is_business_unit
from portal.trail.services import record


def lock(audit_return: Return) -> Return:
    """The return as it is now, locked until the transaction ends (SQLite's transactions are exclusive anyway)."""
    returns = Return.objects.with_context().select_for_update(of=("self",))
    locked: Return = returns.get(pk=audit_return.pk)
    return locked


def lock_for_assurance(audit_return: Return, actor: Any) -> Return:
    """The return, locked, for somebody who may assure it; raises PermissionDenied for everybody else."""
    if not is_business_unit(actor):
        raise PermissionDenied("Only the Business Unit decides on returns.")
    if not is_separate(actor, audit_return):
        raise PermissionDenied("Whoever had a hand in an organisation's returns does not assure them.")
    return lock(audit_return)


def refuse_identity(locked: Return, *texts: str) -> None:
    """Raise TransitionRefused where a reason, note or comment on a case audit may tell who the child is (bars G3)."""
    guard = guarding.guard_of(locked)
    if guard.is_strict:
        for words in (guarding.refusal_of(guard, text) for text in texts):
            if words:
                raise TransitionRefused(words)


def move(locked: Return, name: str, actor: Any, **data: Any) -> None:
    """Take transition `name` of the table and write it to the audit trail; saving other fields is the caller's.

    The trail keeps the state it came from: two transitions may share a name. Raises TransitionRefused where the table
    has no such transition from the return's state.
    """
    source = locked.status
    locked.status = target_of(name, source)
    locked.save(update_fields=["status", "attempt", "submitted_at"])
    record(actor=actor, action=f"return.{name}", target=locked, attempt=locked.attempt, source=source, **data)
    run_moved(locked, source)


def next_step(audit_return: Return) -> SignOffStep | None:
    """Whose turn it is to confirm this attempt; None when all have."""
    done = {
        sign_off.capacity
        for sign_off in audit_return.sign_offs.all()
        if sign_off.attempt == audit_return.attempt and sign_off.decision == Decision.CONFIRMED
    }
    return next((step for step in audit_return.edition.sign_off_steps.all() if step.capacity not in done), None)
