"""What may be shown of other settings (bars G7). Pure; `counting` decides when figures are counted.

Here a reader asks about few numbers that move all the time, so it has a rule of its own (decision 19); the numbers of
a whole round go through `disclosure.protect`.

Never fewer than five others; counts of 1 to 5 are never shown, nor a figure from which one could be worked out;
shares are rounded to 5 % and coded at both ends, so that "all alike" cannot be told from "nearly all".
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from audit_forms.insight.disclosure import DEFAULT, HIDDEN
from audit_forms.insight.tally import PERCENT, best_level
from audit_forms.questionnaires.models import RatingLevel

FEWEST_OTHERS = DEFAULT.fewest_settings
SMALL_COUNTS = range(1, DEFAULT.largest_hidden + 1)
STEP = 5
LOWEST, HIGHEST = 5, 95


@dataclass(frozen=True)
class Share:
    """One level's share among others; `percent` is None where it is hidden."""

    level: RatingLevel
    percent: int | None

    @property
    def words(self) -> str:
        """As it is written."""
        if self.percent is None:
            return HIDDEN
        if self.percent <= LOWEST:
            return f"{LOWEST}% or less"
        return f"{HIGHEST}% or more" if self.percent >= HIGHEST else f"about {self.percent}%"


@dataclass(frozen=True)
class PeerShares:
    """How others rate one section."""

    others: int
    shares: list[Share]

    @property
    def best(self) -> Share | None:
        """The share of the highest level, where it may be shown."""
        top = best_level([share.level for share in self.shares])
        return next((share for share in self.shares if share.level is top and share.percent is not None), None)

    @property
    def hides_some(self) -> bool:
        """Whether a share is not shown."""
        return any(share.percent is None for share in self.shares)


@dataclass(frozen=True)
class Figures:
    """Counts of one section over a number of organisations."""

    organisations: int
    counts: Mapping[str, int]


@dataclass(frozen=True)
class PeerGroup:
    """The others this setting is compared with: what they are called, how many, and their counts by section."""

    label: str
    sections: Mapping[str, Figures]

    @property
    def others(self) -> int:
        """How many they are; a section that applies to some of them only has fewer."""
        return max((figures.organisations for figures in self.sections.values()), default=0)

    @property
    def is_enough(self) -> bool:
        """Whether anything at all may be shown."""
        return self.others >= FEWEST_OTHERS

    def shares(self, section: str, levels: tuple[RatingLevel, ...]) -> PeerShares | None:
        """What may be shown of that section; None where fewer than five others answered it."""
        figures = self.sections.get(section)
        if figures is None or figures.organisations < FEWEST_OTHERS:
            return None
        return PeerShares(figures.organisations, shares_of(figures.counts, levels))


def shares_of(counts: Mapping[str, int], levels: tuple[RatingLevel, ...]) -> list[Share]:
    """The shares of the scored levels, with what must be hidden hidden."""
    scored = [level for level in levels if level.score is not None]
    numbers = {level.key: counts.get(level.key, 0) for level in scored}
    hidden = {key for key, number in numbers.items() if number in SMALL_COUNTS}
    if len(hidden) == 1:
        # A single gap could be filled from the rest: the next smallest goes too.
        rest = [key for key in numbers if key not in hidden]
        hidden |= {min(rest, key=lambda key: numbers[key])} if rest else set()
    total = sum(numbers.values())
    return [Share(level, None if level.key in hidden else _rounded(numbers[level.key], total)) for level in scored]


def without(total: Figures, own: Mapping[str, int] | None) -> Figures:
    """The figures of the others: the total less what this setting itself has put into it."""
    if not own:
        return total
    return Figures(total.organisations - 1, Counter(total.counts) - Counter(own))


def add(one: Figures, other: Figures) -> Figures:
    """Both together."""
    return Figures(one.organisations + other.organisations, Counter(one.counts) + Counter(other.counts))


def _rounded(number: int, total: int) -> int:
    share = PERCENT * number / total if total else 0
    return min(max(STEP * round(share / STEP), LOWEST), HIGHEST)
