"""Answers that are tables, as plain values: pure functions over the rows of one question.

A row maps the key of each column to a text; a day is an ISO text, and an empty cell is "".
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from audit_forms.questionnaires.enums import ColumnKind
from audit_forms.questionnaires.models import Question
from portal.dates import format_day

ROWS = "rows"
NO_DAY = "No date"

Row = dict[str, str]


@dataclass(frozen=True)
class ReadRow:
    """One row as read: what it is called, its other cells with their headings, and its day where it has one."""

    label: str
    cells: tuple[tuple[str, str], ...]
    day: date | None = None

    @property
    def text(self) -> str:
        """All cells as one text, a line or more for each."""
        return "\n".join(f"{heading}: {text}" for heading, text in self.cells)


def cell_part(number: int, column: str) -> str:
    """The name of one cell among the parts of an answer; rows are counted from 0."""
    return f"{ROWS}.{number}.{column}"


def cell_parts(question: Question) -> dict[str, Mapping[str, Any]]:
    """Every cell that the question can have by its name, row by row, with its column."""
    return {
        cell_part(number, column["key"]): column for number in range(question.most or 0) for column in question.columns
    }


def fit(question: Question, rows: Iterable[Mapping[str, str]] | None) -> list[Row]:
    """Stored rows with just the columns that the question has; rows in which nothing is left are dropped."""
    keys = [column["key"] for column in question.columns]
    fitted = [{key: row.get(key, "") for key in keys} for row in rows or ()]
    return [row for row in fitted if any(row.values())][: question.most]


def gaps(question: Question, rows: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """What the rows still need, in words."""
    for number, row in enumerate(rows, start=1):
        for column in question.columns:
            if column["required"] and not row.get(column["key"], "").strip():
                yield f"Row {number}: fill in “{column['label']}”"


def free_texts(question: Question, rows: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """Each cell in somebody's own words, by the name it has when the rows stand without a gap."""
    for number, row in enumerate(rows):
        for column in question.columns:
            if column["kind"] != ColumnKind.DATE:
                yield cell_part(number, column["key"]), row.get(column["key"], "")


def read(question: Question, rows: Sequence[Mapping[str, str]]) -> list[ReadRow]:
    """The rows in words. Things that happened come in the order of their days, those without a day last."""
    if not question.is_timeline:
        return [ReadRow(f"Row {number}", _cells(question.columns, row)) for number, row in enumerate(rows, start=1)]
    first, *others = question.columns
    days = [(row.get(first["key"], ""), row) for row in rows]
    seen: Counter[str] = Counter()
    found = []
    for day, row in sorted(days, key=lambda pair: (not pair[0], pair[0])):
        label = format_day(date.fromisoformat(day)) if day else NO_DAY
        seen[label] += 1
        # Each has a name of its own, by which it is found again when two versions are compared.
        name = f"{label} ({seen[label]})" if seen[label] > 1 else label
        found.append(ReadRow(name, _cells(others, row), date.fromisoformat(day) if day else None))
    return found


def _cells(columns: Iterable[Mapping[str, Any]], row: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    filled = ((column, row.get(column["key"], "")) for column in columns)
    return tuple((column["label"], _words(column, text)) for column, text in filled if text)


def _words(column: Mapping[str, Any], text: str) -> str:
    return format_day(date.fromisoformat(text)) if column["kind"] == ColumnKind.DATE else text
