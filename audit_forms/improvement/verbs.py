"""What can be done to an action: each verb's form, words, permission and service, in one table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from audit_forms.improvement import forms, permissions, services
from audit_forms.improvement.models import Action


def _can_move_date(user: Any, action: Action) -> bool:
    return action.is_to_do and permissions.can_work_on(user, action)


@dataclass(frozen=True)
class Verb:
    """One verb: how it is asked for, who may, and what does it. `introduction` is told above its form."""

    key: str
    title: str
    button: str
    done: str
    form: type[forms.VersionForm]
    allowed: Callable[[Any, Action], bool]
    service: Callable[..., Action]
    introduction: str = ""
    for_unit: bool = False


VERBS = {
    verb.key: verb
    for verb in (
        Verb(
            "start", "Start work", "Start work", "Work has begun.",
            forms.VersionForm, permissions.can_start, services.start,
        ),
        Verb(
            "progress", "Write a progress note", "Save the note", "Your note is saved.",
            forms.NoteForm, permissions.can_work_on, services.report_progress,
        ),
        Verb(
            "due", "Move the due date", "Move the date", "The new date is saved.",
            forms.DueForm, _can_move_date, services.change_due,
            "The date it had and your reason stay on the action’s timeline.",
        ),
        Verb(
            "owner", "Say who does it", "Save", "That is saved.",
            forms.AssignForm, permissions.can_work_on, services.assign,
        ),
        Verb(
            "evidence", "Add evidence", "Add the evidence", "The evidence is added.",
            forms.EvidenceForm, permissions.can_work_on, services.add_evidence,
            "What shows that this is done: a link or a statement. Do not name a child.",
        ),
        Verb(
            "ask-to-close", "Ask to close", "Ask the partnership to close it",
            "The partnership has been asked to close it.",
            forms.AskToCloseForm, permissions.can_ask_to_close, services.ask_to_close,
            "The partnership reads what you write and the evidence, then closes the action or sends it back.",
        ),
        Verb(
            "close", "Close the action", "Close it", "The action is closed.",
            forms.CloseForm, permissions.can_close, services.close, for_unit=True,
        ),
        Verb(
            "send-back", "Send the action back", "Send it back", "The action has gone back with your reason.",
            forms.SendBackForm, permissions.can_send_back, services.send_back, for_unit=True,
        ),
    )
}  # fmt: skip


def open_to(user: Any, action: Action) -> dict[str, Verb]:
    """The verbs this person may use on the action now, by key with "_" for "-", as templates want them."""
    return {key.replace("-", "_"): verb for key, verb in VERBS.items() if verb.allowed(user, action)}
