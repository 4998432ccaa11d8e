"""What can be done to an alert: each verb's form, words, permission and service, in one table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from audit_forms.improvement import services
from audit_forms.improvement.alerts import forms, permissions
from audit_forms.improvement.models import Alert
from portal.accounts.permissions import is_business_unit

Question = Callable[[Any, Alert], bool]


def _reads(user: Any, alert: Alert) -> bool:
    """Whoever has found the alert reads it."""
    return True


def _is_unit(user: Any, alert: Alert) -> bool:
    return is_business_unit(user)


@dataclass(frozen=True)
class Verb:
    """One verb: how it is asked for, whose part it is, whether it is possible now, and what does it."""

    key: str
    title: str
    button: str
    done: str
    form: type[forms.AlertForm]
    is_part: Question
    allowed: Question
    service: Callable[..., Alert]
    introduction: str = ""


VERBS = {
    verb.key: verb
    for verb in (
        Verb(
            "acknowledge", "Acknowledge it", "I have read it and I am acting on it", "You have acknowledged the alert.",
            forms.AlertForm, permissions.acknowledges, permissions.can_acknowledge, services.acknowledge_alert,
            "By this you say, by name, that you have read the alert and that somebody acts on it now. "
            "The clock for assurance goes on.",
        ),
        Verb(
            "assurance", "Give your assurance", "Give this assurance", "Your assurance is with the partnership.",
            forms.AssuranceForm, permissions.answers_for, permissions.can_give_assurance, services.give_assurance,
            "The Business Unit reads what you write, then closes the alert or asks for more.",
        ),
        Verb(
            "close", "Close the alert", "Close it", "The alert is closed.",
            forms.CloseForm, permissions.closes, permissions.can_close, services.close_alert,
            "Read the assurance first. A closed alert stays readable and is never opened again.",
        ),
        Verb(
            "ask-again", "Ask for more", "Ask for more", "The school or agency has been asked for more.",
            forms.AskAgainForm, _is_unit, permissions.can_ask_again, services.ask_again,
            "The clock for assurance starts anew.",
        ),
        Verb(
            "note", "Add a note", "Add the note", "Your note is on the record.",
            forms.AlertNoteForm, _reads, permissions.can_add_note, services.add_note,
        ),
    )
}  # fmt: skip
# The one next step is the first of these that the person may take.
STEPS = ("acknowledge", "assurance", "close")


def open_to(user: Any, alert: Alert) -> dict[str, Verb]:
    """The verbs this person may use on the alert now, by key."""
    return {key: verb for key, verb in VERBS.items() if verb.allowed(user, alert)}
