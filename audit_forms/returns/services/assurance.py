"""What the Business Unit decides on a return: accepted, changes wanted, reopened, withdrawn."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit_forms.questionnaires.models import Question
from audit_forms.returns import notifications
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.hooks import refusals_to_accept, run_accepted
from audit_forms.returns.models import ChangeRequest, Return
from audit_forms.returns.services.common import lock, lock_for_assurance, move, refuse_identity
from audit_forms.returns.workflow import TransitionRefused
from portal.accounts.permissions import is_business_unit
from portal.trail.models import AuditTrail


@transaction.atomic
def accept(*, audit_return: Return, actor: Any) -> Return:
    """The Business Unit accepts a submitted return; accepted twice, it counts once.

    Raises PermissionDenied, or TransitionRefused.
    """
    locked = lock_for_assurance(audit_return, actor)
    if locked.status == ReturnStatus.ACCEPTED:
        return locked
    refusals = refusals_to_accept(locked)
    if refusals:
        raise TransitionRefused(" ".join(refusals))
    move(locked, "accept", actor)
    run_accepted(locked, actor)
    notifications.tell_leads(locked, notifications.ACCEPTED, "accepted")
    return locked


@transaction.atomic
def request_changes(
    *, audit_return: Return, notes: Mapping[str, str], actor: Any, due_on: date | None = None
) -> Return:
    """Ask for changes to the questions whose keys `notes` maps to a note each; only those open again.

    The assurer's own notes on the return are cleared: what was meant for the organisation has been sent. The same
    request sent twice counts once. Raises PermissionDenied, or TransitionRefused.
    """
    return _ask(lock_for_assurance(audit_return, actor), "request_changes", notes, actor, due_on)


@transaction.atomic
def reopen(
    *, audit_return: Return, notes: Mapping[str, str], reason: str, actor: Any, due_on: date | None = None
) -> Return:
    """Take an accepted return up again for the questions noted, saying why.

    The same request sent twice counts once. Raises PermissionDenied, or TransitionRefused.
    """
    locked = lock_for_assurance(audit_return, actor)
    if not reason.strip():
        raise TransitionRefused("Say why you are reopening it.")
    refuse_identity(locked, reason)
    return _ask(locked, "reopen", notes, actor, due_on, reason=reason)


@transaction.atomic
def withdraw(*, audit_return: Return, reason: str, actor: Any) -> Return:
    """Take back what should not have been asked for and has not come in; nothing is deleted. Twice, it counts once.

    Raises PermissionDenied, or TransitionRefused.
    """
    if not is_business_unit(actor):
        raise PermissionDenied("Only the Business Unit withdraws returns.")
    locked = lock(audit_return)
    if locked.status == ReturnStatus.WITHDRAWN:
        return locked
    if not reason.strip():
        raise TransitionRefused("Say why you are withdrawing it.")
    refuse_identity(locked, reason)
    if locked.submitted_at is not None:
        raise TransitionRefused("It has been received before, so it is not withdrawn.")
    move(locked, "withdraw", actor, reason=reason)
    times = AuditTrail.objects.about(locked).filter(action="return.withdraw").count()
    notifications.tell_leads(locked, notifications.WITHDRAWN, f"withdrawn-{times}")
    return locked


def _ask(locked: Return, name: str, notes: Mapping[str, str], actor: Any, due_on: date | None, **data: Any) -> Return:
    wanted = {key: note for key, note in notes.items() if note.strip()}
    if locked.status == ReturnStatus.CHANGES_REQUESTED and wanted == _open_notes(locked, actor):
        return locked
    if not wanted:
        raise TransitionRefused("Write a note on at least one question.")
    refuse_identity(locked, *wanted.values())
    questions = _questions_named(locked, wanted)
    wanted_by = {"due_on": due_on.isoformat()} if due_on else {}
    move(locked, name, actor, questions=sorted(wanted), **wanted_by, **data)
    ChangeRequest.objects.bulk_create(
        ChangeRequest(
            audit_return=locked, question=question, note=wanted[question.key], due_on=due_on, requested_by=actor
        )
        for question in questions
    )
    locked.assurance_notes.all().delete()
    notifications.tell_leads(locked, notifications.CHANGES, "changes")
    return locked


def _questions_named(locked: Return, wanted: Mapping[str, str]) -> list[Question]:
    """The return's questions of those keys; raises TransitionRefused for a key that was not asked of it (bars S3)."""
    asked = [question for part in asked_sections(locked) for question in part.questions]
    questions = [question for question in asked if question.key in wanted]
    if len(questions) != len(wanted):
        raise TransitionRefused("A note names a question that this return was not asked.")
    return questions


def _open_notes(locked: Return, actor: Any) -> dict[str, str]:
    asked = locked.change_requests.open().filter(requested_by=actor)
    return dict(asked.values_list("question__key", "note"))
