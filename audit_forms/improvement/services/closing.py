"""How an action ends: the organisation asks, the Business Unit closes it or sends it back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.improvement import notifications
from audit_forms.improvement.enums import ActionStatus, UpdateKind
from audit_forms.improvement.models import Action
from audit_forms.improvement.services.common import check_version, is_repeat, lock, lock_to_work, move
from audit_forms.improvement.workflow import TransitionRefused
from portal.accounts.permissions import is_business_unit


@transaction.atomic
def ask_to_close(*, action: Action, version: int, note: str, actor: Any) -> Action:
    """Say what was done and what it has changed, and ask the Business Unit to close; asked twice, it counts once.

    Raises PermissionDenied, Stale, or TransitionRefused where the note is missing.
    """
    locked = lock_to_work(action, actor)
    if is_repeat(locked, version, actor, UpdateKind.ASK_TO_CLOSE, note=note):
        return locked
    check_version(locked, version)
    if not note.strip():
        raise TransitionRefused("Say what was done and how you know that it helped.")
    locked.asked_to_close_at = timezone.now()
    move(locked, "ask_to_close", actor, note, fields=("asked_to_close_at",))
    return locked


@transaction.atomic
def close(*, action: Action, version: int, note: str, actor: Any) -> Action:
    """The Business Unit closes it with a note; closed twice, it counts once.

    Raises PermissionDenied, Stale, or TransitionRefused.
    """
    locked = _lock_for_unit(action, actor)
    if locked.status == ActionStatus.CLOSED:
        return locked
    check_version(locked, version)
    if not note.strip():
        raise TransitionRefused("Say why it can be closed.")
    locked.closed_at, locked.closed_by = timezone.now(), actor
    move(locked, "close", actor, note, fields=("closed_at", "closed_by"))
    notifications.tell_people(locked, notifications.CLOSED)
    return locked


@transaction.atomic
def send_back(*, action: Action, version: int, reason: str, actor: Any) -> Action:
    """The Business Unit sends it back, saying what is still missing; sent back twice, it goes once.

    Raises PermissionDenied, Stale, or TransitionRefused.
    """
    locked = _lock_for_unit(action, actor)
    if is_repeat(locked, version, actor, UpdateKind.SEND_BACK, note=reason):
        return locked
    check_version(locked, version)
    if not reason.strip():
        raise TransitionRefused("Say what is still missing.")
    locked.asked_to_close_at = None
    move(locked, "send_back", actor, reason, fields=("asked_to_close_at",))
    notifications.tell_people(locked, notifications.SENT_BACK)
    return locked


def _lock_for_unit(action: Action, actor: Any) -> Action:
    if not is_business_unit(actor):
        raise PermissionDenied("Only the Business Unit closes actions.")
    return lock(action)
