"""The one table of a feedback letter's transitions, read by services, buttons, tests and docs."""

from audit_forms.self_assessments.enums import LetterStatus
from portal.workflow import Table, Transition, TransitionRefused

__all__ = ["TRANSITIONS", "TransitionRefused", "as_mermaid", "is_allowed", "target_of"]

DRAFT = LetterStatus.DRAFT
READY = LetterStatus.READY
APPROVED = LetterStatus.APPROVED
SENT = LetterStatus.SENT
ANSWERED = LetterStatus.ANSWERED

# Nothing leads back from what the setting has seen: a letter is sent once and answered once.
TRANSITIONS = (
    Transition("ask", DRAFT, READY, "Approval asked for"),
    Transition("send_back", READY, DRAFT, "Back to draft"),
    Transition("approve", READY, APPROVED, "Approved by a second person"),
    Transition("send_back", APPROVED, DRAFT, "Back to draft"),
    Transition("send", APPROVED, SENT, "Sent"),
    Transition("answer", SENT, ANSWERED, "Answered once"),
)


def _refusal(state: str, name: str) -> str:
    return f"This letter is “{state}”, so that is not possible now."


TABLE = Table(LetterStatus, DRAFT, TRANSITIONS, _refusal)
target_of, is_allowed, as_mermaid = TABLE.target_of, TABLE.is_allowed, TABLE.as_mermaid
