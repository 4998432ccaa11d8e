"""The one table of a return's transitions (design, section 4), read by services, buttons, tests and docs."""

from audit_forms.returns.enums import ReturnStatus
from portal.workflow import Table, Transition, TransitionRefused

__all__ = ["TRANSITIONS", "TransitionRefused", "as_mermaid", "find", "is_allowed", "target_of"]

DRAFT = ReturnStatus.DRAFT
AWAITING = ReturnStatus.AWAITING_SIGN_OFF
SUBMITTED = ReturnStatus.SUBMITTED
CHANGES = ReturnStatus.CHANGES_REQUESTED
ACCEPTED = ReturnStatus.ACCEPTED
WITHDRAWN = ReturnStatus.WITHDRAWN

# A return sent back by a signatory goes to where it was sent from: answers that the Business Unit has already
# received and did not ask about stay closed.
TRANSITIONS = (
    Transition("send_for_sign_off", DRAFT, AWAITING, "Sent for sign-off"),
    Transition("send_for_sign_off", CHANGES, AWAITING, "Sent for sign-off with the changes"),
    Transition("decline", AWAITING, DRAFT, "Sent back to the lead"),
    Transition("decline_changes", AWAITING, CHANGES, "Changes sent back to the lead"),
    Transition("call_back", AWAITING, DRAFT, "Open again: another writer is needed"),
    Transition("call_back_changes", AWAITING, CHANGES, "Changes open again: another writer is needed"),
    Transition("submit", AWAITING, SUBMITTED, "Submitted"),
    Transition("accept", SUBMITTED, ACCEPTED, "Accepted"),
    Transition("request_changes", SUBMITTED, CHANGES, "Changes requested"),
    Transition("reopen", ACCEPTED, CHANGES, "Reopened"),
    Transition("withdraw", DRAFT, WITHDRAWN, "Withdrawn"),
    Transition("withdraw", AWAITING, WITHDRAWN, "Withdrawn before it was signed"),
    Transition("reinstate", WITHDRAWN, DRAFT, "Asked for again"),
)


def _refusal(state: str, name: str) -> str:
    return f"A return that is {state} cannot {name.replace('_', ' ')}."


TABLE = Table(ReturnStatus, DRAFT, TRANSITIONS, _refusal)
find, target_of, is_allowed, as_mermaid = TABLE.find, TABLE.target_of, TABLE.is_allowed, TABLE.as_mermaid
