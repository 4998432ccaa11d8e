"""Hiding more until nothing hidden can be worked out (secondary suppression), each step checked by the solver. Pure.

A number is safe when two worlds are known in which it differs by as much as the rule asks. Hiding more only adds
worlds, so what is safe stays safe, and only what is not yet safe is solved again.
"""

from collections import deque
from collections.abc import Callable

from audit_forms.insight.disclosure.shown import Reason
from audit_forms.insight.disclosure.system import System
from audit_forms.insight.disclosure.worlds import Move, Row, World, furthest, nearest

UP, DOWN = 1.0, -1.0
# While one number is looked at, others that are not yet safe move along where it costs nothing.
ALONG = 0.01
# How many times the rule's spread a number is moved at most while looking around.
REACH = 4


class Covering:
    """One run over a system. `given_away` holds what earlier releases alone tell, which nothing can hide any more."""

    def __init__(self, system: System):
        self.system = system
        self.given_away: list[int] = []
        self._seen = [(unknown.count, unknown.count) for unknown in system.unknowns]
        self._rows_of: list[list[Row]] = [[] for _ in system.unknowns]
        for row in system.rows:
            for at, _ in row.terms:
                self._rows_of[at].append(row)

    def run(self) -> None:
        """Hide until everything that must be is safe; what the rule says of a number is given up last of all."""
        self._look_around()
        self._go_through(dear=False)
        self._go_through(dear=True)
        self.given_away = [at for at in self.system.targets if not self._is_safe(at)]

    def _go_through(self, *, dear: bool) -> None:
        done: set[int] = set()
        # Hiding adds to what must be protected, so the list grows while it is gone through.
        while left := [at for at in self.system.targets if at not in done]:
            for at in left:
                done.add(at)
                if not self._is_safe(at) and not self._is_free(at):
                    self._hide_more(at, dear=dear)
            self._look_around()

    def _is_safe(self, at: int) -> bool:
        lowest, highest = self._seen[at]
        return highest - lowest >= self.system.needs(at)

    def _look_around(self) -> None:
        """Find worlds in which many move at once: most numbers are safe, and need not be solved one by one."""
        for turn in range(4):
            towards = self._unsafe(turn)
            if towards:
                self._look(self.system.rows, towards)

    def _unsafe(self, turn: int) -> dict[int, float]:
        """What is not yet safe, each with a way to move: all up, all down, or every other one."""
        unsafe = [at for at in self.system.targets if not self._is_safe(at)]
        return {at: UP if (turn + number * (turn // 2)) % 2 else DOWN for number, at in enumerate(unsafe)}

    def _look(self, rows: list[Row], towards: dict[int, float]) -> None:
        world = furthest(self.system.unknowns, rows, towards, REACH * self.system.rule.spread)
        if world is not None:
            self._see(world)

    def _is_free(self, at: int) -> bool:
        """Whether the number is safe as things are, though no world seen so far shows it."""
        if self._is_alone(at):
            return False
        rows = self._rows_around(at, lambda other: not self.system.unknowns[other].is_known)
        around = {other for row in rows for other, _ in row.terms}
        for turn, way in enumerate((UP, DOWN)):
            along = {other: ALONG * sign for other, sign in self._unsafe(turn + 2).items() if other in around}
            self._look(rows, along | {at: way})
        return self._is_safe(at)

    def _is_alone(self, at: int) -> bool:
        """Whether it is all that is not known of a sum, so that it can be subtracted without any solver."""
        unknowns = self.system.unknowns
        return any(
            row.lowest == row.highest and all(other == at or unknowns[other].is_known for other, _ in row.terms)
            for row in self._rows_of[at]
        )

    def _hide_more(self, at: int, *, dear: bool) -> None:
        """Hide the cheapest others with which the number is safe, where there are any."""
        system = self.system
        rows = self._rows_around(at, lambda other: self._may_move(other, dear=dear))
        others = sorted({other for row in rows for other, _ in row.terms} - {at})

        def moves() -> list[Move]:
            return [move for other in others for move in system.moves(other, dear=dear)]

        for wanted in self._cheapest_pair(at, rows, moves()):
            world = nearest(system.unknowns, rows, at, wanted, moves())
            if world is not None:
                self._apply(world, at)

    def _may_move(self, at: int, *, dear: bool) -> bool:
        return not self.system.unknowns[at].is_known or any(self.system.moves(at, dear=dear))

    def _cheapest_pair(self, at: int, rows: list[Row], moves: list[Move]) -> list[int]:
        """Which two numbers far enough apart to make possible for this one; those already possible are left out."""
        system, unknown, need = self.system, self.system.unknowns[at], self.system.needs(at)
        lowest, highest = self._seen[at]
        costs: dict[int, float | None] = {}

        def cost(wanted: int) -> float | None:
            if lowest <= wanted <= highest:
                return 0
            if wanted not in costs:
                world = nearest(system.unknowns, rows, at, wanted, moves)
                costs[wanted] = None if world is None else world.cost
            return costs[wanted]

        best: tuple[float, list[int]] | None = None
        for low in range(max(unknown.lowest, unknown.count - need), min(unknown.count, unknown.highest - need) + 1):
            ends = [cost(low), cost(low + need)]
            if None in ends:
                continue
            total = sum(end or 0 for end in ends)
            if best is None or total < best[0]:
                best = total, [wanted for wanted in (low, low + need) if not lowest <= wanted <= highest]
        return best[1] if best else []

    def _apply(self, world: World, target: int) -> None:
        on = self.system.targets.get(target)
        reason = Reason.EARLIER if on else Reason.COVER
        for at, standing in world.hides.items():
            self.system.hide(at, standing, reason, on)
        self._see(world.numbers)

    def _see(self, numbers: dict[int, int]) -> None:
        for at, number in numbers.items():
            lowest, highest = self._seen[at]
            self._seen[at] = min(lowest, number), max(highest, number)

    def _rows_around(self, at: int, may_move: Callable[[int], bool]) -> list[Row]:
        """The rows that bind the number, directly or through others that may move."""
        rows: dict[Row, None] = {}
        reached, waiting = {at}, deque([at])
        while waiting:
            for row in self._rows_of[waiting.popleft()]:
                rows[row] = None
                for other, _ in row.terms:
                    if other not in reached and may_move(other):
                        reached.add(other)
                        waiting.append(other)
        return list(rows)
