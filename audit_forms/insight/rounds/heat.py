"""The heat map of a round: its organisations by its sections, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from audit_forms.insight.grid import Cell
from audit_forms.insight.models import PackedReturn
from audit_forms.insight.rounds.filters import EVERYONE, RoundFilters
from audit_forms.insight.rounds.packing import Layout, Part, layout_of
from audit_forms.insight.rounds.reading import received, summarised
from audit_forms.returns.models import Exercise

PER_PAGE = 50
BY_NAME, BY_ALL = "name", "all"


@dataclass(frozen=True)
class Row:
    """One return: all its sections together, then each of them, in the order of the edition."""

    packed: PackedReturn
    total: Cell
    cells: tuple[Cell, ...]

    @property
    def all_cells(self) -> tuple[Cell, ...]:
        """The total, then each section."""
        return (self.total, *self.cells)


def heat_page(
    exercise: Exercise,
    filters: RoundFilters = EVERYONE,
    sort: str = BY_ALL,
    descending: bool = False,
    number: str | int | None = None,
) -> "Page[Row]":
    """One page of the heat map. `sort` is "name", "all", or a section's key; by a share, the lowest comes first.

    Only keys are sorted, and kept sorted while the summary holds; of the rows one page is read.
    """
    layout = layout_of(exercise.edition)
    keys = _by_name(exercise, filters) if sort == BY_NAME else _by_share(exercise, filters, layout, sort)
    page: Page[Any] = Paginator(keys[::-1] if descending else keys, PER_PAGE).get_page(number)
    rows = PackedReturn.objects.select_related("audit_return__organisation").in_bulk(list(page.object_list))
    page.object_list = [row_of(layout, rows[key]) for key in page.object_list if key in rows]
    return page


def row_of(layout: Layout, packed: PackedReturn) -> Row:
    """The cells of one return."""
    cells = tuple(cell_of(layout, packed.ratings[part.start : part.end]) for part in layout.parts)
    return Row(packed, cell_of(layout, packed.ratings), cells)


def cell_of(layout: Layout, ratings: str) -> Cell:
    """How many of the ratings count, and how many of them are the highest."""
    best = ratings.count(layout.best) + ratings.count(layout.best.upper()) if layout.best else 0
    return Cell(best, sum(map(ratings.count, layout.scored)))


def _by_name(exercise: Exercise, filters: RoundFilters) -> list[int]:
    # Never kept: an organisation may be renamed.
    rows = received(exercise, filters).order_by("audit_return__organisation__name", "pk")
    return list(rows.values_list("pk", flat=True))


def _by_share(exercise: Exercise, filters: RoundFilters, layout: Layout, sort: str) -> list[int]:
    part = next((each for each in layout.parts if each.section.key == sort), None)

    def make() -> list[int]:
        rows = received(exercise, filters).values_list("pk", "ratings")
        return _sorted(layout, part, list(rows))

    keys: list[int] = summarised(exercise, f"order {filters.digest} {part.section.key if part else BY_ALL}", make)
    return keys


def _sorted(layout: Layout, part: Part | None, rows: Sequence[tuple[int, str]]) -> list[int]:
    """The keys by share; those with nothing rated last."""
    placed = []
    for key, ratings in rows:
        cell = cell_of(layout, ratings[part.start : part.end] if part else ratings)
        placed.append((not cell.rated, cell.share, key))
    return [key for *_, key in sorted(placed)]
