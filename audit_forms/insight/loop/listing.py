"""The loop board's filters and order from the address, and its counts by year."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from audit_forms.improvement.models import Recommendation
from audit_forms.insight.loop.building import loops_of, readable_by
from audit_forms.insight.loop.chain import Loop
from portal.forms import ListFilters

PER_PAGE = 20
FULL = 100
Key = Callable[[Loop], Any]
# Each column's key; ties go by what is due first.
KEYS: dict[str, Key] = {
    "year": lambda loop: loop.origin.year,
    "origin": lambda loop: loop.origin.title.lower(),
    "due": lambda loop: loop.recommendation.due_on,
    "missing": lambda loop: len(loop.missing),
}


class LoopFilterForm(ListFilters):
    """What the reader looks for; anything unknown in the address is no filter."""

    sorts, default_sort = {name: (name,) for name in KEYS}, "missing"

    year = forms.ChoiceField(label="Year", required=False)
    theme = forms.ChoiceField(label="Theme", required=False)
    agency = forms.ChoiceField(label="Agency", required=False)
    missing = forms.BooleanField(label="With something missing only", required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, loops: Sequence[Loop]):
        """Offer only what occurs among the loops that this person follows."""
        super().__init__(data)
        self.loops = loops
        offered: Any = self.fields
        offered["year"].choices = _choices("Any year", sorted({loop.origin.year for loop in loops}, reverse=True))
        offered["theme"].choices = _choices("Any theme", sorted({loop.origin.theme for loop in loops} - {""}))
        agencies = {key: name for loop in loops for key, name in loop.agencies.items()}
        named = sorted(agencies.items(), key=lambda pair: pair[1])
        offered["agency"].choices = [("", "Any agency"), *((str(key), name) for key, name in named)]
        self.keep_short()

    @property
    def order(self) -> tuple[str, bool]:
        """The column to sort by, and whether from the end; unasked, what misses most stands on top."""
        wanted = self.chosen.get("sort", "").removeprefix("-")
        return super().order if wanted in self.sorts else (self.default_sort, True)

    def found(self) -> list[Loop]:
        """The loops that match, in the order asked for."""
        chosen = self.chosen
        tests: dict[str, Callable[[Loop], bool]] = {
            "year": lambda loop: loop.origin.year == chosen["year"],
            "theme": lambda loop: loop.origin.theme == chosen["theme"],
            "agency": lambda loop: int(chosen["agency"]) in loop.agencies,
            "missing": lambda loop: bool(loop.missing),
        }
        wanted = [test for name, test in tests.items() if name in chosen]
        column, descending = self.order
        due = sorted(self.loops, key=lambda loop: (loop.recommendation.due_on, loop.recommendation.pk))
        return sorted(
            (loop for loop in due if all(test(loop) for test in wanted)), key=KEYS[column], reverse=descending
        )


def _choices(anything: str, values: Iterable[str]) -> list[tuple[str, str]]:
    return [("", anything), *((value, value) for value in values)]


@dataclass(frozen=True)
class YearCount:
    """One year's loops: how many there are, are closed, and miss something. Those withdrawn do not count."""

    year: str
    total: int
    closed: int
    missing: int

    @property
    def share(self) -> float:
        """The closed ones' part of the bar, in percent."""
        return round(FULL * self.closed / self.total, 1) if self.total else 0


def counts_by_year(loops: Iterable[Loop]) -> list[YearCount]:
    """Newest year first."""
    by_year: dict[str, list[Loop]] = {}
    for loop in loops:
        if not loop.is_withdrawn:
            by_year.setdefault(loop.origin.year, []).append(loop)
    return [
        YearCount(
            year,
            len(found),
            sum(loop.is_closed for loop in found),
            sum(bool(loop.missing) for loop in found),
        )
        for year, found in sorted(by_year.items(), reverse=True)
    ]


def followed_loops(user: Any, **which: Any) -> list[Loop] | None:
    """The loops that the person follows, perhaps only `which`; None where the board is not theirs."""
    condition = readable_by(user)
    if condition is None:
        return None
    wanted = Recommendation.objects.filter(condition, **which).prefetch_related("published_in")
    return loops_of(list(wanted), user)
