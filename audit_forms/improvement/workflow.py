"""The one table of an action's transitions (design, section 4), read by services, buttons, tests and docs."""

from audit_forms.improvement.enums import ActionStatus
from portal.workflow import Table, Transition, TransitionRefused

__all__ = ["TRANSITIONS", "TransitionRefused", "as_mermaid", "is_allowed", "target_of"]

OPEN = ActionStatus.OPEN
IN_PROGRESS = ActionStatus.IN_PROGRESS
EVIDENCE_GIVEN = ActionStatus.EVIDENCE_GIVEN
CLOSED = ActionStatus.CLOSED

# Nothing closes an action but the Business Unit, and only where the organisation has said that it is done.
TRANSITIONS = (
    Transition("start", OPEN, IN_PROGRESS, "Work begun"),
    Transition("ask_to_close", OPEN, EVIDENCE_GIVEN, "Asked to close"),
    Transition("ask_to_close", IN_PROGRESS, EVIDENCE_GIVEN, "Asked to close"),
    Transition("send_back", EVIDENCE_GIVEN, IN_PROGRESS, "Sent back"),
    Transition("close", EVIDENCE_GIVEN, CLOSED, "Closed"),
)


def _refusal(state: str, name: str) -> str:
    return f"This action is {state}, so that is not possible now."


TABLE = Table(ActionStatus, OPEN, TRANSITIONS, _refusal)
target_of, is_allowed, as_mermaid = TABLE.target_of, TABLE.is_allowed, TABLE.as_mermaid
