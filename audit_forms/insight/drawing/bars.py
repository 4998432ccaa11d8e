"""A chart of stacked bars as plain numbers and words: pages draw it, files are made of it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from audit_forms.insight.chart import Segment, stacked
from audit_forms.insight.palette import Look, look
from audit_forms.insight.tally import PERCENT, Tally, in_whole
from audit_forms.questionnaires.models import RatingLevel


@dataclass(frozen=True)
class Series:
    """What one part of every bar stands for, and the tone it is drawn in."""

    label: str
    tone: str

    @property
    def look(self) -> Look:
        """Its colours, pattern and shape."""
        return look(self.tone)


@dataclass(frozen=True)
class ChartRow:
    """One bar: a number for each series. `more` are the further cells of its row in the table."""

    title: str
    numbers: tuple[int, ...]
    note: str = ""
    url: str = ""
    more: tuple[str | int, ...] = ()

    @property
    def total(self) -> int:
        """The whole bar."""
        return sum(self.numbers)


@dataclass(frozen=True)
class Bar:
    """A row as it is drawn."""

    title: str
    note: str
    url: str
    segments: list[Segment]
    counts: str

    @property
    def description(self) -> str:
        """The bar in words, for those who do not see it."""
        return f"{self.counts}. {self.note}".strip()


@dataclass(frozen=True)
class BarChart:
    """A whole chart. `by_share` makes every bar as long as the next; otherwise the largest number is the longest.

    `share_of` is the place of the series whose share stands in the table; `more` are the headings of further columns.
    """

    name: str
    title: str
    subtitle: str
    first: str
    series: tuple[Series, ...]
    rows: tuple[ChartRow, ...]
    by_share: bool = True
    share_of: int | None = None
    more: tuple[str, ...] = ()

    template = "insight/drawn/bars.svg"

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(row.total for row in self.rows)

    @cached_property
    def bars(self) -> list[Bar]:
        """Every bar, with its parts in percent of the width."""
        longest = max((row.total for row in self.rows), default=0)
        return [
            Bar(
                row.title,
                row.note,
                row.url,
                stacked(self._parts(row), row.total if self.by_share else longest),
                self._in_words(row),
            )
            for row in self.rows
        ]

    @property
    def description(self) -> str:
        """The whole drawing in words."""
        return " ".join(f"{bar.title}: {bar.description}" for bar in self.bars)

    @property
    def heading(self) -> list[str]:
        """The heads of the table's columns."""
        share = [f"Share of “{self.series[self.share_of].label}”"] if self.share_of is not None else []
        return [self.first, *(each.label for each in self.series), *share, *self.more]

    @property
    def table(self) -> list[list[str | int]]:
        """The table's rows."""
        return [[row.title, *row.numbers, *self._share(row), *row.more] for row in self.rows]

    def _share(self, row: ChartRow) -> list[str | int]:
        if self.share_of is None:
            return []
        return [in_whole(PERCENT * row.numbers[self.share_of] / row.total) if row.total else "–"]

    def _parts(self, row: ChartRow) -> Iterable[tuple[str, str, int]]:
        return ((each.label, each.tone, number) for each, number in zip(self.series, row.numbers, strict=True))

    def _in_words(self, row: ChartRow) -> str:
        said = (f"{number:,} {each.label}" for each, number in zip(self.series, row.numbers, strict=True) if number)
        return ", ".join(said) or "Nothing to count"


def level_series(levels: Iterable[RatingLevel]) -> tuple[Series, ...]:
    """A series for each level that counts."""
    return tuple(Series(level.label, level.tone) for level in levels if level.score is not None)


def level_numbers(tally: Tally) -> tuple[int, ...]:
    """The numbers of those levels."""
    return tuple(number for level, number in tally.counts if level.score is not None)


def best_place(levels: Sequence[RatingLevel]) -> int | None:
    """The place of the highest level among those that count; None for a scale that scores nothing."""
    scores = [level.score for level in levels if level.score is not None]
    return scores.index(max(scores)) if scores else None
