"""What every workflow of states is made of: one table of transitions (design, section 4)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import TextChoices

State = TypeVar("State", bound=TextChoices)


class TransitionRefused(Exception):
    """The thing is not in a state from which this may happen, or something it needs is missing; says so in words."""


class Stale(TransitionRefused):
    """Somebody else changed the thing after the page was opened; `thing` is what pages call it."""

    def __init__(self, thing: str):
        super().__init__(f"Somebody changed this {thing} after you opened the page. Read it again, then decide.")


@dataclass(frozen=True)
class Transition(Generic[State]):
    """One allowed change of state; `name` is the service's verb and, behind the thing's name, the trail's action."""

    name: str
    source: State
    target: State
    words: str


@dataclass(frozen=True)
class Table(Generic[State]):
    """All changes of state that one kind of thing may go through.

    `states` is its enumeration and `start` where it begins. `refusal` says why a transition is not possible, from the
    state's label in small letters and the transition's name.
    """

    states: type[State]
    start: State
    transitions: tuple[Transition[State], ...]
    refusal: Callable[[str, str], str]

    def find(self, name: str, source: str) -> Transition[State] | None:
        """Transition `name` from `source`, where the table has it."""
        return next((each for each in self.transitions if each.name == name and each.source == source), None)

    def target_of(self, name: str, source: str) -> State:
        """The state that transition `name` leads to from `source`; raises TransitionRefused where there is none."""
        found = self.find(name, source)
        if found is None:
            raise TransitionRefused(self.refusal(str(self.states(source).label).lower(), name))
        return found.target

    def is_allowed(self, name: str, source: str) -> bool:
        """Whether the table has transition `name` from `source`."""
        return self.find(name, source) is not None

    def as_mermaid(self) -> str:
        """The table as a state diagram, as the documents carry it; a test holds the two together."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start.value}"]
        lines += [f"    {state.value}: {state.label}" for state in self.states]
        lines += [f"    {each.source.value} --> {each.target.value}: {each.words}" for each in self.transitions]
        left = {each.source for each in self.transitions}
        lines += [f"    {state.value} --> [*]" for state in self.states if state not in left]
        return "\n".join(lines)
