"""Somebody who tries to work out hidden numbers, written apart from what protects them.

Knows: everything shown in every release; what adds up; the rule; for every “c” why it is hidden, as an editor is told
(so which are small, which only cover others); which numbers did not change between releases, and which changed by
little. Works with linear programs of their own, whole numbers included, by subtracting releases, and by trying every
number where there are few.
"""

from dataclasses import dataclass, field
from itertools import permutations

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import lil_array

from audit_forms.insight.disclosure import Reason

FAR = 100_000


@dataclass
class Attacker:
    """Collects what was published; `attack` tells what can be worked out.

    `is_insider` knows why each number is hidden; otherwise “c” may stand for any number.
    """

    rule: object
    is_insider: bool = True
    # (key, true count) -> bounds; the count only names a version of the number, and is never looked at otherwise.
    bounds: dict = field(default_factory=dict)
    earlier: dict = field(default_factory=dict)
    sums: set = field(default_factory=set)
    hidden: set = field(default_factory=set)
    shown: list = field(default_factory=list)

    def read(self, outcome):
        """Take in one more publication."""
        counts = {cell.key: cell.count for table in outcome.tables for cell in table.cells}
        shown = {}
        self.earlier = dict(self.bounds)
        for key, count in counts.items():
            self._learn((key, count), *self._known(outcome, key, count))
            if key in outcome.cells and outcome.cells[key].is_hidden:
                self.hidden.add((key, count))
            elif key in outcome.cells:
                shown[key] = outcome.cells[key].number
        for table in outcome.tables:
            for each in table.relations:
                parts = frozenset((part, counts[part]) for part in each.parts)
                self.sums.add(((each.total, counts[each.total]), parts))
        self.shown.append(shown)

    def _learn(self, name, low, high):
        before = self.bounds.get(name, (0, FAR))
        self.bounds[name] = max(low, before[0]), min(high, before[1])

    def _known(self, outcome, key, count):
        if key not in outcome.cells:
            return 0, FAR
        cell = outcome.cells[key]
        if not cell.is_hidden:
            if self.rule.step == 1 or not cell.number:
                return cell.number, cell.number
            half = self.rule.step // 2
            return max(cell.number - half, self.rule.largest_hidden + 1), cell.number + half
        if self.is_insider and cell.reason is Reason.FEW:
            return 1, self.rule.largest_hidden
        if self.is_insider and cell.reason is Reason.COVER and count:
            return self.rule.largest_hidden + 1, FAR
        return 0, FAR

    def if_all_were_hidden(self):
        """The same with nothing told in the last publication but, to an insider, what is small, and what is 0."""
        blind = Attacker(self.rule, self.is_insider, dict(self.earlier), hidden=self.hidden, sums=self.sums)
        large = self.rule.largest_hidden + 1
        for name, known in self.bounds.items():
            is_large = name not in self.hidden and name[1] >= large
            told = (0, FAR) if not self.is_insider else (large, FAR) if is_large else known
            blind._learn(name, *told)
        return blind

    def small_differences(self):
        """Numbers shown twice that differ by as little as must be hidden, where they are not rounded."""
        if self.rule.step > 1:
            return []
        return [
            key
            for at, later in enumerate(self.shown)
            for earlier in self.shown[:at]
            for key in later
            if key in earlier and 0 < abs(later[key] - earlier[key]) <= self.rule.largest_hidden
        ]

    def too_narrow(self, wanted=None):
        """Hidden numbers known more nearly than the rule allows, with the lowest and highest they can be."""
        self._start()
        found = {}
        for name in sorted(self.hidden if wanted is None else wanted, key=str):
            for sign in (1, -1):
                if not self._is_wide(name):
                    self._imagine(name, sign)
            if not self._is_wide(name):
                found[name] = self.seen[name]
        return found

    def attack(self):
        """What is worked out though it could have been kept back."""
        narrow = self.too_narrow()
        at_best = self.if_all_were_hidden().too_narrow(narrow) if narrow else {}
        return {name: ends for name, ends in narrow.items() if _width(ends) < _width(at_best.get(name, (0, 3)))}

    def _is_wide(self, name):
        return _width(self.seen[name]) >= self.rule.spread

    def _start(self):
        """Unknowns, equalities and inequalities; and of each unknown what is seen in the worlds imagined so far."""
        self.names = list(self.bounds)
        self.seen = {name: (name[1], name[1]) for name in self.names}
        self.place = place = {name: at for at, name in enumerate(self.names)}
        equal = lil_array((len(self.sums), len(self.names)))
        for line, (total, parts) in enumerate(self.sums):
            equal[line, place[total]] -= 1
            for part in parts:
                equal[line, place[part]] += 1
        near = [
            (one, other)
            for one, other in permutations(self.names, 2)
            if one[0] == other[0] and abs(one[1] - other[1]) <= self.rule.largest_hidden
        ]
        changes = lil_array((len(near), len(self.names)))
        for line, (one, other) in enumerate(near):
            changes[line, place[one]], changes[line, place[other]] = 1, -1
        self.equal, self.changes = equal.tocsr(), changes.tocsr()

    def _imagine(self, name, sign):
        """The world in which the number is least (1) or greatest (-1); every number of it is possible."""
        cost = np.zeros(len(self.names))
        cost[self.place[name]] = sign
        bounds = list(self.bounds.values())
        low, high = self.bounds[name]
        # Looking further than a little beyond the rule's spread tells nothing more.
        bounds[self.place[name]] = max(low, name[1] - 4), min(high, name[1] + 4)
        problem = {
            "A_eq": self.equal if self.equal.shape[0] else None,
            "b_eq": np.zeros(self.equal.shape[0]) if self.equal.shape[0] else None,
            "A_ub": self.changes if self.changes.shape[0] else None,
            "b_ub": np.full(self.changes.shape[0], self.rule.largest_hidden) if self.changes.shape[0] else None,
            "bounds": bounds,
        }
        answer = linprog(cost, **problem)
        if answer.status == 0 and np.abs(answer.x - np.round(answer.x)).max() > 1e-6:
            answer = linprog(cost, integrality=np.ones(len(self.names)), **problem)
        assert answer.status == 0, (name, answer.message)
        for each, number in zip(self.names, answer.x, strict=True):
            lowest, highest = self.seen[each]
            self.seen[each] = min(lowest, round(number)), max(highest, round(number))


def _width(ends):
    return ends[1] - ends[0]
