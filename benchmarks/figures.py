"""One measured number beside its mark, and the small tools to take it."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

WARM_UP = 2


@dataclass(frozen=True)
class Figure:
    """A number that must not exceed `limit`, or with `at_least` must not fall below it."""

    bar: str
    what: str
    value: float
    unit: str
    limit: float
    at_least: bool = False

    @property
    def ratio(self) -> float:
        """The value as a share of its mark."""
        return self.value / self.limit if self.limit else self.value

    @property
    def is_met(self) -> bool:
        """Whether the mark is reached."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def __str__(self) -> str:
        sign = ">=" if self.at_least else "<="
        verdict = "ok" if self.is_met else "MISSED"
        mark = f"{sign} {self.limit:g} {self.unit}"
        return f"{self.bar:4} {self.what:58} {self.value:10.4g}  {mark:16} ratio {self.ratio:6.2f}  {verdict}"


def median_ms(action: Callable[..., object], times: int = 15, prepare: Callable[[], tuple] = tuple) -> float:
    """The median time of an action in milliseconds, after two runs to warm up.

    `prepare` makes the action's arguments anew for each run; its own time does not count.
    """
    taken = []
    for _ in range(times + WARM_UP):
        arguments = prepare()
        started = time.perf_counter()
        action(*arguments)
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken[WARM_UP:])


def count_queries(action: Callable[..., object], prepare: Callable[[], tuple] = tuple) -> int:
    """How many database queries an action makes, after one run to warm up."""
    action(*prepare())
    arguments = prepare()
    with CaptureQueriesContext(connection) as captured:
        action(*arguments)
    return len(captured)
