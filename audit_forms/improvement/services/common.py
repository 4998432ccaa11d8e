"""What every change of an action needs."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F, TextChoices

from audit_forms.improvement.enums import ActionStatus, UpdateKind
from audit_forms.improvement.models import Action, ActionUpdate, Alert
from audit_forms.improvement.permissions import can_work_on
from audit_forms.improvement.workflow import TransitionRefused, target_of
from audit_forms.returns.models import Return
from portal.trail.services import record
from portal.workflow import Stale


def lock(action: Action) -> Action:
    """The action as it is now, locked until the transaction ends."""
    locked: Action = Action.objects.select_related("organisation").select_for_update(of=("self",)).get(pk=action.pk)
    return locked


def lock_to_work(action: Action, actor: Any) -> Action:
    """The action, locked, for somebody who may work on it; raises PermissionDenied, or TransitionRefused if closed."""
    locked = lock(action)
    if can_work_on(actor, locked):
        return locked
    if not locked.is_live:
        # Told apart from "not yours" only for those who may read it: the page itself is a 404 for others.
        raise TransitionRefused("This action is closed.")
    raise PermissionDenied("Only the organisation's lead, its contributors and the action's owner work on it.")


def is_repeat(locked: Action | Alert, version: int, actor: Any, kind: TextChoices, **said: Any) -> bool:
    """Whether this very change was made already, from the same page by the same person: a second click (bars R5)."""
    if locked.version != version + 1:
        return False
    last = locked.updates.last()
    wanted = {"kind": kind, "author": actor, **said}
    return last is not None and all(getattr(last, name) == value for name, value in wanted.items())


def check_version(locked: Action, version: int) -> None:
    """Raise Stale where somebody changed the action after the page was opened (bars R4)."""
    if locked.version != version:
        raise Stale("action")


def note_opened(opened: Action, actor: Any, *, audit_return: Return | None = None, **facts: Any) -> None:
    """Begin the history of an action that was just opened, perhaps by a return; `facts` go onto the trail with it."""
    update = ActionUpdate.objects.create(
        action=opened,
        kind=UpdateKind.OPENED,
        author=actor,
        status=ActionStatus.OPEN,
        due_on=opened.due_on,
        audit_return=audit_return,
    )
    if audit_return:
        facts["audit_return"] = audit_return.reference
    record(actor=actor, action="action.opened", target=opened, update=update.pk, **facts)


def write(locked: Action, kind: UpdateKind, actor: Any, *, fields: tuple[str, ...] = (), **said: Any) -> ActionUpdate:
    """Save the named fields with a new version, add the entry to the history and one to the audit trail."""
    Action.objects.filter(pk=locked.pk).update(
        **{name: getattr(locked, name) for name in fields}, version=F("version") + 1
    )
    locked.version += 1
    update = ActionUpdate.objects.create(action=locked, kind=kind, author=actor, **said)
    facts = {"status": update.status} if update.status else {}
    if update.due_on and update.old_due_on:
        facts |= {"due": update.due_on.isoformat(), "was_due": update.old_due_on.isoformat()}
    if update.audit_return:
        facts["audit_return"] = update.audit_return.reference
    record(actor=actor, action=f"action.{kind.value}", target=locked, update=update.pk, **facts)
    return update


def move(locked: Action, name: str, actor: Any, note: str = "", fields: tuple[str, ...] = ()) -> ActionUpdate:
    """Take transition `name` of the table; raises TransitionRefused where the table has none from this state."""
    locked.status = target_of(name, locked.status)
    kind = UpdateKind(name)
    return write(locked, kind, actor, fields=("status", *fields), status=ActionStatus(locked.status), note=note)
