"""All that a reader can put together: the numbers now published and those published before, and what adds up. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from audit_forms.insight.disclosure.rules import Rule
from audit_forms.insight.disclosure.shown import Reason, Released, ReleasedCell
from audit_forms.insight.disclosure.tables import Cell, Key, Relation
from audit_forms.insight.disclosure.worlds import MOST, Move, Row, Standing, Unknown

ANYTHING = (0, MOST)
# More than hiding any number of others can cost: what the rule itself says of a number is given up last.
DEAR = 1000.0
FROM_THE_RULE = (Reason.FEW, Reason.COVER)


@dataclass
class System:
    """The numbers as unknowns, and the rows that bind them.

    A number whose count has not changed since it was published is one unknown: a reader is taken to know that nothing
    changed. A number that changed by no more than the rule hides is another one, and the change is taken to be known
    to be small.
    """

    rule: Rule
    unknowns: list[Unknown] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    at: dict[tuple[Key, int], int] = field(default_factory=dict)
    now: dict[Key, int] = field(default_factory=dict)
    why: dict[int, tuple[Reason, date | None]] = field(default_factory=dict)
    # What must be protected, and where it comes from an earlier release alone, when that was.
    targets: dict[int, date | None] = field(default_factory=dict)

    def place(self, key: Key, count: int) -> int:
        """The unknown of that number, made where there is none."""
        if (key, count) not in self.at:
            self.at[key, count] = len(self.unknowns)
            self.unknowns.append(Unknown(count, Standing.BLANK, ANYTHING))
        return self.at[key, count]

    def bind(self, relations: Sequence[Relation], places: Mapping[Key, int]) -> None:
        """Add what adds up among the numbers that stand at these places."""
        for each in relations:
            parts = [(places[part], 1) for part in each.parts]
            self.rows.append(Row(((places[each.total], -1), *parts)))

    def hide(self, at: int, standing: Standing, reason: Reason, on: date | None = None) -> None:
        """Let a reader know less of that number, and protect it from now on."""
        unknown = self.unknowns[at]
        if standing <= unknown.standing:
            return
        unknown.standing = standing
        unknown.own = self._known_of(unknown.count, standing)
        if standing is Standing.BLANK and self.why.get(at, (reason,))[0] in FROM_THE_RULE:
            # Nobody may be told any more that the rule bounds it.
            self.why[at] = (Reason.AROUND, None)
        self.why.setdefault(at, (reason, on))
        self.targets.setdefault(at, None)

    def moves(self, at: int, *, dear: bool) -> Iterator[Move]:
        """How that number may be hidden, or hidden further; `dear` includes giving up what the rule says of it."""
        unknown = self.unknowns[at]
        lowest, highest = unknown.lowest, unknown.highest
        floor = max(self.rule.largest_hidden + 1, unknown.past[0])
        is_large = unknown.standing is Standing.SHOWN and unknown.count > self.rule.largest_hidden
        up, down = unknown.past[1] - highest, lowest - floor if is_large else 0
        if is_large:
            yield from _move(at, 1, up, unknown.cost, Standing.COVER)
            yield from _move(at, -1, down, unknown.cost, Standing.COVER)
        elif dear:
            yield from _move(at, 1, up, DEAR, Standing.BLANK)
        if dear:
            yield from _move(at, -1, lowest - unknown.past[0] - down, DEAR, Standing.BLANK)

    def needs(self, at: int) -> int:
        """How far apart what it may be must reach: as the rule says, where the rule's own bounds leave so much."""
        unknown = self.unknowns[at]
        return min(self.rule.spread, unknown.highest - unknown.lowest)

    def _known_of(self, count: int, standing: Standing) -> tuple[int, int]:
        if standing is Standing.SHOWN:
            return self.rule.behind(count)
        if standing is Standing.SMALL:
            return 1, self.rule.largest_hidden
        return (self.rule.largest_hidden + 1, MOST) if standing is Standing.COVER else ANYTHING


def _move(at: int, sign: int, room: int, cost: float, to: Standing) -> Iterator[Move]:
    if room > 0:
        yield Move(at, sign, room, cost, to)


def build(cells: Mapping[Key, Cell], relations: Sequence[Relation], rule: Rule, released: Sequence[Released]) -> System:
    """The system of these cells and of everything published before."""
    system = System(rule)
    for key, cell in cells.items():
        system.now[key] = system.place(key, cell.count)
    system.bind(relations, system.now)
    earlier = sorted(released, key=lambda each: each.on)
    for release in earlier:
        _remember(system, release)
    _bind_changes(system)
    for key, cell in cells.items():
        _stand(system, cell, [(each, release.on) for release in earlier for each in release.cells if each.key == key])
    system.rows = list(dict.fromkeys(system.rows))
    most = max((unknown.count for unknown in system.unknowns), default=1)
    for unknown in system.unknowns:
        unknown.cost = max(unknown.count, 1) / max(most, 1)
    return system


def _remember(system: System, release: Released) -> None:
    places = {}
    for each in release.cells:
        at = places[each.key] = system.place(each.key, each.count)
        past = system.unknowns[at].past
        highest = MOST if each.highest is None else each.highest
        system.unknowns[at].past = max(past[0], each.lowest), min(past[1], highest)
        if each.is_hidden:
            system.targets.setdefault(at, release.on)
    system.bind(release.relations, places)


def _bind_changes(system: System) -> None:
    """Tie what changed by so little that the change itself is a small number."""
    versions: dict[Key, list[tuple[int, int]]] = {}
    for (key, count), at in system.at.items():
        versions.setdefault(key, []).append((count, at))
    largest = system.rule.largest_hidden
    for each in versions.values():
        for place, (count, at) in enumerate(each):
            for other, other_at in each[:place]:
                if abs(count - other) <= largest:
                    system.rows.append(Row(((at, 1), (other_at, -1)), -largest, largest))


def _stand(system: System, cell: Cell, earlier: Sequence[tuple[ReleasedCell, date]]) -> None:
    """Say how a number of now stands by the rule alone, and what was published before."""
    at, rule = system.now[cell.key], system.rule
    unknown = system.unknowns[at]
    if not cell.is_published:
        if rule.is_small(cell.count):
            system.targets[at] = None
        return
    unknown.standing, unknown.own = Standing.SHOWN, rule.behind(cell.count)
    if rule.is_small_group(cell.settings):
        system.hide(at, Standing.BLANK, Reason.SETTINGS)
    elif rule.is_small(cell.count):
        system.hide(at, Standing.SMALL, Reason.FEW)
    for before, on in earlier:
        if unknown.standing is not Standing.SHOWN:
            return
        if before.count == cell.count and before.is_hidden:
            system.hide(at, Standing.COVER if cell.count > rule.largest_hidden else Standing.BLANK, Reason.EARLIER, on)
        elif before.lowest == before.highest and rule.is_small(abs(cell.count - before.count)):
            system.hide(at, Standing.BLANK, Reason.EARLIER, on)
