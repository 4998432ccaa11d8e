"""A heat map as plain numbers and words: organisations as rows, sections as columns. Pure."""

from dataclasses import dataclass
from functools import cached_property

from audit_forms.insight.grid import Cell


@dataclass(frozen=True)
class HeatRow:
    """One organisation: all its sections together, then each of them."""

    title: str
    cells: tuple[Cell, ...]
    url: str = ""


@dataclass(frozen=True)
class HeatChart:
    """The rows that are shown, of however many there are."""

    name: str
    title: str
    subtitle: str
    first: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]

    template = "insight/drawn/heat.svg"

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.rows

    @property
    def description(self) -> str:
        """The whole drawing in words."""
        return " ".join(
            f"{row.title}: "
            + ", ".join(f"{column} {_words(cell)}" for column, cell in zip(self.columns, row.cells, strict=True))
            + "."
            for row in self.rows
        )

    @property
    def heading(self) -> list[str]:
        """The heads of the table's columns."""
        parts = [f"{column}, {what}" for column in self.columns for what in ("highest rating", "rated")]
        return [self.first, *parts]

    @cached_property
    def table(self) -> list[list[str | int]]:
        """The table's rows: for each section how many are at the highest rating, and of how many."""
        return [[row.title, *(number for cell in row.cells for number in (cell.best, cell.rated))] for row in self.rows]


def _words(cell: Cell) -> str:
    return f"{cell.best} of {cell.rated}" if cell.rated else "not asked"
