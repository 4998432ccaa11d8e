"""An action's story: the audit trail says what happened and when, the history what people wrote."""

from dataclasses import dataclass
from datetime import datetime

from audit_forms.improvement.enums import ActionStatus, UpdateKind
from audit_forms.improvement.models import Action, ActionUpdate
from portal.dates import format_day
from portal.trail.models import AuditTrail

WORDS = {f"action.{kind.value}": kind.label for kind in UpdateKind}


@dataclass(frozen=True)
class Event:
    """One thing that happened: when, what, by whom, and what was written."""

    at: datetime
    words: str
    who: str
    reason: str = ""


def events_of(action: Action) -> list[Event]:
    """Every change of the action, oldest first; two queries, whatever their number."""
    written = {update.pk: update for update in action.updates.select_related("audit_return")}
    entries = AuditTrail.objects.about(action).filter(action__in=WORDS).select_related("actor")
    return [_event(entry, written.get(entry.data.get("update", 0))) for entry in entries]


def _event(entry: AuditTrail, update: ActionUpdate | None) -> Event:
    words = WORDS[entry.action]
    if update is None:
        return Event(entry.at, words, str(entry.actor or "The portal"))
    if update.audit_return and update.kind != UpdateKind.STILL_RIGHT:
        words = f"{words} {update.audit_return.reference}"
        if update.kind == UpdateKind.OPENED:
            words = f"Opened by the return {update.audit_return.reference}"
    if update.kind == UpdateKind.PROGRESS and update.status:
        words = f"{words}; now {ActionStatus(update.status).label.lower()}"
    if update.old_due_on and update.due_on:
        words = f"{words}, due date from {format_day(update.old_due_on)} to {format_day(update.due_on)}"
    return Event(entry.at, words, str(entry.actor or "The portal"), update.note)
