"""Counting ratings: how often each level was given. Pure; levels without a score are left out of every sum."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit_forms.questionnaires.models import RatingLevel

PERCENT = 100


def best_level(levels: Iterable[RatingLevel]) -> RatingLevel | None:
    """The level with the highest score; None of a scale that scores nothing."""
    scored = [level for level in levels if level.score is not None]
    return max(scored, key=lambda level: level.score or 0, default=None)


def in_whole(share: float) -> str:
    """A percentage without decimals, halves upwards as templates round them."""
    return f"{math.floor(share + 0.5)}%"


@dataclass(frozen=True)
class Tally:
    """How often each level of a scale was given, in the scale's order."""

    levels: tuple[RatingLevel, ...]
    given: Mapping[str, int]

    @classmethod
    def of(cls, levels: tuple[RatingLevel, ...], keys: Iterable[str]) -> "Tally":
        """Count the keys of the levels that were given."""
        return cls(levels, Counter(keys))

    @property
    def counts(self) -> list[tuple[RatingLevel, int]]:
        """Every level with its number."""
        return [(level, self.given.get(level.key, 0)) for level in self.levels]

    @property
    def scored(self) -> dict[str, int]:
        """The numbers of the levels that have a score, by key."""
        return {level.key: number for level, number in self.counts if level.score is not None}

    @property
    def rated(self) -> int:
        """How many ratings count: "not applicable" does not."""
        return sum(self.scored.values())

    @property
    def mean(self) -> float | None:
        """The mean score; None where nothing was rated."""
        total = sum((level.score or 0) * number for level, number in self.counts if level.score is not None)
        return total / self.rated if self.rated else None

    @property
    def best(self) -> int:
        """How many were given the highest level."""
        top = best_level(self.levels)
        return self.given.get(top.key, 0) if top else 0

    @property
    def best_share(self) -> float | None:
        """Those as a percentage of what was rated; None where nothing was."""
        return PERCENT * self.best / self.rated if self.rated else None
