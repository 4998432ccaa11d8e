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
    """One allowed change of state; `name` is the service's verb, the timeline's word and the audit trail's action."""

    name: str
    source: ReturnStatus
    target: ReturnStatus


TRANSITIONS = (
    Transition("send_for_sign_off", DRAFT, AWAITING),
    Transition("send_for_sign_off", CHANGES, AWAITING),
    Transition("decline", AWAITING, DRAFT),
    Transition("submit", AWAITING, SUBMITTED),
    Transition("accept", SUBMITTED, ACCEPTED),
    Transition("request_changes", SUBMITTED, CHANGES),
    Transition("reopen", ACCEPTED, CHANGES),
    Transition("withdraw", DRAFT, WITHDRAWN),
)


class TransitionRefused(Exception):
    """The return is not in a state from which this may happen."""


def target_of(name: str, source: str) -> ReturnStatus:
    """The state that transition `name` leads to from `source`; raises TransitionRefused where the table has none."""
    for transition in TRANSITIONS:
        if transition.name == name and transition.source == source:
            return transition.target
    raise TransitionRefused(f"A return that is {ReturnStatus(source).label.lower()} cannot {name.replace('_', ' ')}.")
