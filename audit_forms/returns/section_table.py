"""A table as its section page shows it: the rows filled, and some empty ones after them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from audit_forms.questionnaires.models import Question
from audit_forms.returns.rows import cell_part

# Without script a page can only offer more rows by being asked for again.
EMPTY_ROWS = 3


@dataclass(frozen=True)
class Cell:
    """One box of a row, with its column."""

    column: Mapping[str, Any]
    box: Any


@dataclass(frozen=True)
class TableRow:
    """One row: its number from 1, and its boxes."""

    number: int
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    """The rows shown; `is_full` where there is no room for more than are shown."""

    rows: list[TableRow]
    most: int

    @property
    def is_full(self) -> bool:
        """Whether every row there may be is shown."""
        return len(self.rows) == self.most


def table_of(question: Question, boxes: Mapping[str, Any]) -> Table:
    """The table with its boxes by the names of the cells."""
    most = question.most or 0
    rows = [[Cell(column, boxes[cell_part(n, column["key"])]) for column in question.columns] for n in range(most)]
    filled = [n for n, cells in enumerate(rows) if any(cell.box.value or cell.box.errors for cell in cells)]
    shown = min(max(filled, default=-1) + 1 + EMPTY_ROWS, most)
    return Table([TableRow(n + 1, cells) for n, cells in enumerate(rows[:shown])], most)
