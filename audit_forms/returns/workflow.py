"""The one table of a return's transitions (design, section 4), read by services, buttons, tests and docs."""

from dataclasses import dataclass

from audit_forms.returns.enums import ReturnStatus

DRAFT = ReturnStatus.DRAFT
AWAITING = ReturnStatus.AWAITING_SIGN_OFF
SUBMITTED = ReturnStatus.SUBMITTED
CHANGES = ReturnStatus.CHANGES_REQUESTED
ACCEPTED = ReturnStatus.ACCEPTED
WITHDRAWN = ReturnStatus.WITHDRAWN


@dataclass(frozen=True)
class Transition:
    """One allowed change of state; `name` is the service's verb and, after "return.", the audit trail's action."""

    name: str
    source: ReturnStatus
    target: ReturnStatus
    words: str


# A return sent back by a signatory goes to where it was sent from: answers that the Business Unit has already
# received and did not ask about stay closed.
TRANSITIONS = (
    Transition("send_for_sign_off", DRAFT, AWAITING, "Sent for sign-off"),
    Transition("send_for_sign_off", CHANGES, AWAITING, "Sent for sign-off"),
    Transition("decline", AWAITING, DRAFT, "Sent back to the lead"),
    Transition("decline_changes", AWAITING, CHANGES, "Changes sent back to the lead"),
    Transition("submit", AWAITING, SUBMITTED, "Submitted"),
    Transition("accept", SUBMITTED, ACCEPTED, "Accepted"),
    Transition("request_changes", SUBMITTED, CHANGES, "Changes requested"),
    Transition("reopen", ACCEPTED, CHANGES, "Reopened"),
    Transition("withdraw", DRAFT, WITHDRAWN, "Withdrawn"),
    Transition("withdraw", AWAITING, WITHDRAWN, "Withdrawn before it was signed"),
    Transition("reinstate", WITHDRAWN, DRAFT, "Asked for again"),
)


class TransitionRefused(Exception):
    """The return is not in a state from which this may happen, or something it needs is missing."""


def target_of(name: str, source: str) -> ReturnStatus:
    """The state that transition `name` leads to from `source`; raises TransitionRefused where the table has none."""
    for transition in TRANSITIONS:
        if transition.name == name and transition.source == source:
            return transition.target
    raise TransitionRefused(f"A return that is {ReturnStatus(source).label.lower()} cannot {name.replace('_', ' ')}.")


def is_allowed(name: str, source: str) -> bool:
    """Whether the table has transition `name` from `source`."""
    return any(transition.name == name and transition.source == source for transition in TRANSITIONS)


def as_mermaid() -> str:
    """The table as a state diagram; `docs/workflow-return.md` carries it, and a test holds the two together."""
    lines = ["stateDiagram-v2", f"    [*] --> {DRAFT.value}"]
    lines += [f"    {state.value}: {state.label}" for state in ReturnStatus]
    lines += [f"    {t.source.value} --> {t.target.value}: {t.words}" for t in TRANSITIONS]
    ends = [state for state in ReturnStatus if not any(t.source == state for t in TRANSITIONS)]
    lines += [f"    {state.value} --> [*]" for state in ends]
    return "\n".join(lines)
