"""What is shown of each number, and why some are not: the outcome of `protect`. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from audit_forms.insight.disclosure.rules import HIDDEN, Rule
from audit_forms.insight.disclosure.tables import Key, Relation, Table

PERCENT = 100
FOLLOWS = "a number it is worked out from is hidden"


class Reason(Enum):
    """Why a number is hidden."""

    FEW = "few"
    SETTINGS = "settings"
    COVER = "cover"
    AROUND = "around"
    EARLIER = "earlier"
    FOLLOWS = "follows"


@dataclass(frozen=True)
class Shown:
    """One number as the public sees it. `number` is None where it is hidden; then `reason` and `words` say why."""

    key: Key
    number: float | None
    reason: Reason | None = None
    words: str = ""

    @property
    def is_hidden(self) -> bool:
        """Whether the number is kept back."""
        return self.number is None

    @property
    def text(self) -> str:
        """What stands on the page, in the chart, its alternative and the download: a number or “c”."""
        return HIDDEN if self.number is None else str(self.number)


@dataclass(frozen=True)
class ReleasedCell:
    """One number of a release: the count behind it, whether it was hidden, and between what a reader knows it is."""

    key: Key
    count: int
    is_hidden: bool
    lowest: int
    highest: int | None


@dataclass(frozen=True)
class Released:
    """What was published on a day, with what is kept to protect it. Not itself public: it holds the counts.

    `number` is its number in the ledger.
    """

    on: date
    cells: tuple[ReleasedCell, ...]
    relations: tuple[Relation, ...] = ()
    number: int | None = None


@dataclass(frozen=True)
class Protected:
    """Tables that may be published together, as they may be published.

    `release` and `relations` are what the ledger keeps, `given_away` what earlier releases alone tell already, and
    `beside` the numbers of the releases that were taken into account.
    """

    tables: tuple[Table, ...]
    rule: Rule
    cells: Mapping[Key, Shown]
    release: tuple[ReleasedCell, ...]
    relations: tuple[Relation, ...]
    given_away: tuple[Key, ...] = ()
    beside: tuple[int, ...] = ()

    def shown(self, key: Key) -> Shown:
        """The number of that key as it is shown; raises KeyError where no table has it."""
        return self.cells[key]

    def percent(self, base: Key, *parts: Key) -> Shown:
        """The share of one or several numbers in `base`, in whole per cent; hidden where any of them is hidden.

        It is worked out from what is shown, so that share and base together tell no more than the numbers do.
        """
        if self._hides([*parts, base]):
            return Shown(base, None, Reason.FOLLOWS, FOLLOWS)
        return Shown(base, round(PERCENT * self._sum(parts) / (self.cells[base].number or 1)))

    def mean(self, base: Key, scores: Mapping[Key, float], places: int = 1) -> Shown:
        """The mean of scores by how often each was given; hidden where any of the numbers, or the base, is hidden."""
        if self._hides([*scores, base]):
            return Shown(base, None, Reason.FOLLOWS, FOLLOWS)
        total = sum(score * (self.cells[key].number or 0) for key, score in scores.items())
        return Shown(base, round(total / (self._sum(list(scores)) or 1), places))

    def hidden(self) -> list[Shown]:
        """Everything hidden."""
        return [each for each in self.cells.values() if each.is_hidden]

    def reasons(self) -> Counter[str]:
        """How many are hidden for each reason, in words."""
        return Counter(each.words for each in self.hidden())

    def as_released(self, on: date) -> Released:
        """What the ledger keeps when this is published on that day."""
        return Released(on, self.release, self.relations)

    def _sum(self, keys: Sequence[Key]) -> float:
        return sum(self.cells[key].number or 0 for key in keys)

    def _hides(self, keys: Sequence[Key]) -> bool:
        return any(self.cells[key].is_hidden for key in keys)
