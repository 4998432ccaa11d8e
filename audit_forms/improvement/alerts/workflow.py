"""The one table of an alert's transitions (design, section 4), read by services, buttons, tests and docs."""

from audit_forms.improvement.enums import AlertStatus
from portal.workflow import Table, Transition

RAISED = AlertStatus.RAISED
ACKNOWLEDGED = AlertStatus.ACKNOWLEDGED
ASSURANCE_GIVEN = AlertStatus.ASSURANCE_GIVEN
CLOSED = AlertStatus.CLOSED

# Nothing closes an alert but the Business Unit, and only with the organisation's assurance (issue 4).
TRANSITIONS = (
    Transition("acknowledge", RAISED, ACKNOWLEDGED, "Acknowledged"),
    Transition("give_assurance", ACKNOWLEDGED, ASSURANCE_GIVEN, "Assurance given"),
    Transition("ask_again", ASSURANCE_GIVEN, ACKNOWLEDGED, "More assurance asked for"),
    Transition("close", ASSURANCE_GIVEN, CLOSED, "Closed"),
)


def _refusal(state: str, name: str) -> str:
    return f"This alert is {state}, so that is not possible now."


TABLE = Table(AlertStatus, RAISED, TRANSITIONS, _refusal)
target_of, is_allowed, as_mermaid = TABLE.target_of, TABLE.is_allowed, TABLE.as_mermaid
