"""The one table of a mailing's transitions (design, section 4), read by services, buttons, tests and docs."""

from portal.workflow import Table, Transition, TransitionRefused
from publications.enums import MailingStatus

__all__ = ["TRANSITIONS", "TransitionRefused", "as_mermaid", "is_allowed", "target_of"]

DRAFT, SCHEDULED = MailingStatus.DRAFT, MailingStatus.SCHEDULED
SENDING, PAUSED = MailingStatus.SENDING, MailingStatus.PAUSED
SENT, CANCELLED = MailingStatus.SENT, MailingStatus.CANCELLED

TRANSITIONS = (
    Transition("schedule", DRAFT, SCHEDULED, "Given a time"),
    Transition("put_back", SCHEDULED, DRAFT, "Time taken away"),
    Transition("start", DRAFT, SENDING, "Sent now"),
    Transition("start", SCHEDULED, SENDING, "Time has come"),
    Transition("pause", SENDING, PAUSED, "Paused"),
    Transition("resume", PAUSED, SENDING, "Resumed"),
    Transition("finish", SENDING, SENT, "Everybody has their copy"),
    Transition("cancel", DRAFT, CANCELLED, "Cancelled"),
    Transition("cancel", SCHEDULED, CANCELLED, "Cancelled"),
    Transition("cancel", SENDING, CANCELLED, "Cancelled"),
    Transition("cancel", PAUSED, CANCELLED, "Cancelled"),
)


def _refusal(state: str, name: str) -> str:
    return f"This mailing is {state}, so that is not possible now."


TABLE = Table(MailingStatus, DRAFT, TRANSITIONS, _refusal)
target_of, is_allowed, as_mermaid = TABLE.target_of, TABLE.is_allowed, TABLE.as_mermaid
