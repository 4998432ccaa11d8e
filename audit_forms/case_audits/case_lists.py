"""Lists of cases, pasted or brought back as a workbook: what was understood, and what is wrong with each bad line."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from django import forms
from django.utils import timezone
from openpyxl.cell import Cell, MergedCell

from audit_forms.case_audits.ages import band_of
from audit_forms.case_audits.enums import AgeBand
from audit_forms.returns.workbook.reading import NotAWorkbook, open_workbook
from portal.forms import DayField

COLUMNS = ("Age", "Name", "Date of birth", "Address", "Identifiers")
LONGEST = {"name": 120, "born_on": 40, "address": 300, "identifiers": 200}
MOST_CASES = 200
MOST_TEXT = 200_000
# An address may have lines of its own; more means that a quotation mark was never closed.
MOST_LINES_IN_A_CASE = 8
FORMULA, ERROR = "f", "e"
IS_OFF = "Give the age only. This audit keeps no identities in the portal, so they travel outside it."


@dataclass(frozen=True)
class Row:
    """One case as given: where it stands, its cells, and what could not be read in them."""

    where: str
    cells: tuple[str, ...]
    unread: tuple[str, ...] = ()


@dataclass
class Line:
    """One case as understood. Problems never repeat what was given: they may be told where it must not be."""

    where: str
    age_band: str = ""
    identity: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def age(self) -> str:
        """The age in words."""
        return str(AgeBand(self.age_band).label) if self.age_band else ""


class NotAList(Exception):
    """Nothing in it can be a list of cases; says why."""


def rows_of_text(text: str) -> list[Row]:
    """The rows of a pasted text, one case a line, with tabs or else commas between the cells; raises NotAList."""
    if len(text) > MOST_TEXT:
        raise NotAList("The list is too long. Give it in parts.")
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    reader = csv.reader(
        clean.splitlines(keepends=True), delimiter="\t" if "\t" in clean else ",", skipinitialspace=True
    )
    rows, begun = [], 1
    try:
        for cells in reader:
            where = f"Line {begun}" if reader.line_num == begun else f"Lines {begun} to {reader.line_num}"
            too_long = reader.line_num - begun >= MOST_LINES_IN_A_CASE
            unread = ("A quotation mark opens here and is not closed.",) if too_long else ()
            rows.append(Row(where, _trimmed(cells), unread))
            begun = reader.line_num + 1
    except csv.Error as fault:
        raise NotAList(f"The list cannot be read from line {begun} on.") from fault
    return _checked(rows)


def rows_of_workbook(file: BinaryIO) -> list[Row]:
    """The rows of a workbook's first sheet; raises NotAList, with the limits that returns' workbooks have."""
    try:
        sheet = open_workbook(file).worksheets[0]
    except (NotAWorkbook, IndexError) as refused:
        raise NotAList(str(refused) or "The workbook has no sheet.") from refused
    found = sheet.iter_rows(max_row=MOST_CASES + 2, max_col=len(COLUMNS) + 1)
    return _checked([_row_of_cells(cells) for cells in found])


def _row_of_cells(cells: tuple[Cell | MergedCell, ...]) -> Row:
    unread = [
        f"Cell {cell.coordinate} holds {'a formula' if cell.data_type == FORMULA else 'an error'}. Write its value."
        for cell in cells
        if cell.data_type in (FORMULA, ERROR)
    ]
    texts = ["" if cell.data_type in (FORMULA, ERROR) else _text_of(cell.value) for cell in cells]
    return Row(f"Row {cells[0].row}", _trimmed(texts), tuple(unread))


def _text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    is_whole = isinstance(value, float) and value.is_integer()
    return f"{value:.0f}" if is_whole else str(value)


def _trimmed(cells: Iterable[str]) -> tuple[str, ...]:
    """The cells without what surrounds them, and without the empty ones at the end."""
    texts = [cell.strip().removeprefix("'") for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _checked(rows: list[Row]) -> list[Row]:
    """The rows that hold anything, without the headings; raises NotAList where none is left, or too many are."""
    full = [row for row in rows if row.cells or row.unread]
    if full and full[0].cells[:1] and full[0].cells[0].casefold() in ("age", "age band"):
        del full[0]
    if not full:
        raise NotAList("There is no case in it. Give one case a line.")
    if len(full) > MOST_CASES:
        raise NotAList(f"Give at most {MOST_CASES} cases at once.")
    return full


def packed(rows: list[Row]) -> str:
    """The rows as one text, to be sealed."""
    return json.dumps([[row.where, row.cells, row.unread] for row in rows])


def unpacked(text: str) -> list[Row]:
    """The rows that were packed."""
    return [Row(where, tuple(cells), tuple(unread)) for where, cells, unread in json.loads(text)]


def as_text(rows: list[Row]) -> str:
    """The rows with tabs between the cells, as a person may mend them."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row.cells) for row in rows)


def understand(rows: list[Row], *, with_identity: bool) -> list[Line]:
    """What each row says, with what is wrong with it; without identities a row holds an age and nothing else."""
    lines = [_line(row, with_identity) for row in rows]
    seen: dict[tuple[str, ...], str] = {}
    for line in lines:
        who = tuple(line.identity.get(name, "").casefold() for name in ("name", "born_on", "identifiers"))
        if any(who) and seen.setdefault(who, line.where) != line.where:
            line.problems.append(f"This is the same child as in {seen[who].lower()}. Take one of them out.")
    return lines


def _line(row: Row, with_identity: bool) -> Line:
    line = Line(row.where, problems=list(row.unread))
    age, *rest = row.cells or ("",)
    band = band_of(age)
    if band is None:
        line.problems.append("Begin with the age: unborn, a number of years up to 17, or a band such as 1 to 4.")
    else:
        line.age_band = band.value
    if not with_identity:
        line.problems += [IS_OFF] if any(rest) else []
        return line
    if len(rest) > len(LONGEST):
        line.problems.append(
            f"It has {len(row.cells)} parts, but a case has at most {len(COLUMNS)}: {', '.join(COLUMNS).lower()}. "
            "Put an address with commas in quotation marks, or paste from a spreadsheet."
        )
    line.identity = dict(zip(LONGEST, [*rest, *[""] * len(LONGEST)], strict=False))
    line.problems += identity_problems(line.identity, line.age_band)
    return line


def identity_problems(identity: dict[str, str], age_band: str) -> Iterator[str]:
    """What is wrong with an identity; its date of birth is brought into one form."""
    for name, most in LONGEST.items():
        if len(identity[name]) > most:
            yield f"{LABELS[name]} is longer than {most} characters."
    if not identity["name"] and not identity["identifiers"]:
        yield "Give a name or an identifier, or no agency can find the record."
    if not identity["born_on"]:
        return
    try:
        born_on = DayField().clean(identity["born_on"])
    except forms.ValidationError:
        yield "The date of birth is no date. Write it like 30/1/2020."
        return
    if born_on and born_on > timezone.localdate() and age_band != AgeBand.UNBORN:
        yield "The date of birth is in the future, but the child is not said to be unborn."
    identity["born_on"] = born_on.isoformat() if born_on else ""


LABELS = dict(zip(LONGEST, ("The name", "The date of birth", "The address", "The identifiers"), strict=True))
