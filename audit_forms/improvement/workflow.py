"""The one table of an action's transitions (design, section 4), read by services, buttons, tests and docs."""

from dataclasses import dataclass

from audit_forms.improvement.enums import ActionStatus

OPEN = ActionStatus.OPEN
IN_PROGRESS = ActionStatus.IN_PROGRESS
EVIDENCE_GIVEN = ActionStatus.EVIDENCE_GIVEN
CLOSED = ActionStatus.CLOSED


@dataclass(frozen=True)
class Transition:
    """One allowed change of state; `name` is the service's verb and, after "action.", the audit trail's action."""

    name: str
    source: ActionStatus
    target: ActionStatus
    words: str


# Nothing closes an action but the Business Unit, and only where the organisation has said that it is done.
TRANSITIONS = (
    Transition("start", OPEN, IN_PROGRESS, "Work begun"),
    Transition("ask_to_close", OPEN, EVIDENCE_GIVEN, "Asked to close"),
    Transition("ask_to_close", IN_PROGRESS, EVIDENCE_GIVEN, "Asked to close"),
    Transition("send_back", EVIDENCE_GIVEN, IN_PROGRESS, "Sent back"),
    Transition("close", EVIDENCE_GIVEN, CLOSED, "Closed"),
)


class TransitionRefused(Exception):
    """The action is not in a state from which this may happen, or something it needs is missing."""


class Stale(TransitionRefused):
    """Somebody else changed it after the page was opened."""

    def __init__(self, thing: str = "action"):
        super().__init__(f"Somebody changed this {thing} after you opened the page. Read it again, then decide.")


def target_of(name: str, source: str) -> ActionStatus:
    """The state that transition `name` leads to from `source`; raises TransitionRefused where the table has none."""
    for transition in TRANSITIONS:
        if transition.name == name and transition.source == source:
            return transition.target
    raise TransitionRefused(f"This action is {ActionStatus(source).label.lower()}, so that is not possible now.")


def is_allowed(name: str, source: str) -> bool:
    """Whether the table has transition `name` from `source`."""
    return any(transition.name == name and transition.source == source for transition in TRANSITIONS)


def as_mermaid() -> str:
    """The table as a state diagram; `docs/workflow-action.md` carries it, and a test holds the two together."""
    lines = ["stateDiagram-v2", f"    [*] --> {OPEN.value}"]
    lines += [f"    {state.value}: {state.label}" for state in ActionStatus]
    lines += [f"    {t.source.value} --> {t.target.value}: {t.words}" for t in TRANSITIONS]
    return "\n".join([*lines, f"    {CLOSED.value} --> [*]"])
