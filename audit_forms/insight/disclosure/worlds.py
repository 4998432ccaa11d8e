"""The worlds a reader must think possible: whole numbers that fit what is shown, solved with HiGHS. Pure.

A number is an `Unknown`: the count behind it, and between what a reader knows it to be. Relations are rows of the
sums that every world keeps. A world is a list of numbers, one for each unknown, that fits both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from django.utils.module_loading import import_string

# Nobody audits so many; a bound keeps the solver from running to infinity.
MOST = 10**6
# The solver's library takes a quarter of a second and 40 MB, which only those need who are about to publish.
SOLVE = "audit_forms.insight.disclosure.solving.solve"


class Standing(IntEnum):
    """How much a reader knows of a number, from most to least."""

    SHOWN = 0
    SMALL = 1
    COVER = 2
    BLANK = 3


@dataclass(slots=True)
class Unknown:
    """One number of the system: what it is, how it stands, and the bounds of what a reader knows.

    `past` are the bounds known from earlier releases, which nothing can take back; `own` those of its standing now.
    """

    count: int
    standing: Standing
    own: tuple[int, int]
    past: tuple[int, int] = (0, MOST)
    cost: float = 1

    @property
    def lowest(self) -> int:
        """The least it can be."""
        return max(self.own[0], self.past[0])

    @property
    def highest(self) -> int:
        """The most it can be."""
        return min(self.own[1], self.past[1])

    @property
    def is_known(self) -> bool:
        """Whether only one number is left."""
        return self.lowest == self.highest


@dataclass(frozen=True)
class Row:
    """A sum that holds in every world: coefficients by unknown, and between what it lies (0 and 0 for a relation)."""

    terms: tuple[tuple[int, int], ...]
    lowest: int = 0
    highest: int = 0


@dataclass(frozen=True)
class Move:
    """A way in which one number of a world may leave what is known of it, at a cost for each unit."""

    unknown: int
    sign: int
    room: float
    cost: float
    to: Standing


@dataclass(frozen=True)
class World:
    """A world found: numbers by unknown, what must be hidden (and how far) to make it possible, and what that costs."""

    numbers: dict[int, int]
    hides: dict[int, Standing]
    cost: float


def nearest(
    unknowns: Sequence[Unknown], rows: Sequence[Row], target: int, wanted: int, moves: Sequence[Move]
) -> World | None:
    """The cheapest world in which the target is `wanted`; None where there is none. `rows` may be of one part only."""
    touched = sorted({at for row in rows for at, _ in row.terms} | {target})
    bounds = {at: (unknowns[at].lowest, unknowns[at].highest) for at in touched} | {target: (wanted, wanted)}
    costs = [0.0] * len(touched) + [move.cost for move in moves]
    found = _solve(costs, touched, bounds, rows, moves)
    if found is None:
        return None
    numbers = dict(zip(touched, found[: len(touched)], strict=True))
    hides: dict[int, Standing] = {}
    for move, by in zip(moves, found[len(touched) :], strict=True):
        if by:
            numbers[move.unknown] += move.sign * by
            hides[move.unknown] = max(move.to, hides.get(move.unknown, move.to))
    return World(numbers, hides, sum(cost * by for cost, by in zip(costs, found, strict=True)))


def furthest(
    unknowns: Sequence[Unknown], rows: Sequence[Row], towards: Mapping[int, float], reach: int
) -> dict[int, int] | None:
    """A world as things are known now, in which each of `towards` lies far up (weight above 0) or down, to `reach`."""
    touched = sorted({at for row in rows for at, _ in row.terms} | set(towards))
    bounds = {at: (unknowns[at].lowest, unknowns[at].highest) for at in touched}
    for at in towards:
        count = unknowns[at].count
        bounds[at] = max(bounds[at][0], count - reach), min(bounds[at][1], count + reach)
    costs = [-towards.get(at, 0.0) for at in touched]
    found = _solve(costs, touched, bounds, rows, ())
    return None if found is None else dict(zip(touched, found, strict=True))


def _solve(
    costs: list[float],
    touched: list[int],
    bounds: Mapping[int, tuple[int, int]],
    rows: Sequence[Row],
    moves: Sequence[Move],
) -> list[int] | None:
    low = [bounds[at][0] for at in touched] + [0] * len(moves)
    high = [bounds[at][1] for at in touched] + [move.room for move in moves]
    least, most = [row.lowest for row in rows], [row.highest for row in rows]
    found: list[int] | None = import_string(SOLVE)(costs, (low, high), _sums(touched, rows, moves), (least, most))
    return found


def _sums(touched: list[int], rows: Sequence[Row], moves: Sequence[Move]) -> list[tuple[int, int, int]]:
    columns_of = {at: [(column, 1)] for column, at in enumerate(touched)}
    for column, move in enumerate(moves, start=len(touched)):
        columns_of[move.unknown].append((column, move.sign))
    return [
        (times * sign, line, column)
        for line, row in enumerate(rows)
        for at, times in row.terms
        for column, sign in columns_of[at]
    ]
