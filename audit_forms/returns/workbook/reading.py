"""Reading a workbook that somebody has filled in, whatever program saved it; nothing is written here."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.models import Question, RatingLevel
from audit_forms.questionnaires.selection import rating_levels
from audit_forms.returns import parts
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.forms.fields import field_name
from audit_forms.returns.forms.section import raw_mark
from audit_forms.returns.models import Return
from audit_forms.returns.workbook import layout

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 50 * 1024 * 1024
MOST_ENTRIES = 500
HEADING_WITHIN = 20
MOST_ROWS = 5_000
FORMULA, ERROR = "f", "e"
# Tables are filled in on their page: no cell of a workbook stands for a row.
ROWS = AnswerType.ROWS


class NotAWorkbook(Exception):
    """The file as a whole is of no use; the message says why and what to do."""


@dataclass
class FilledIn:
    """What was found: texts as the section pages would send them, where each stands, and what could not be read."""

    posted: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_workbook(file: BinaryIO, audit_return: Return) -> FilledIn:
    """The answers in a workbook made from this return, or from its blank set.

    Sheets and columns may stand in any order; questions that are missing stay as they are in the portal. Raises
    NotAWorkbook for a file that is no workbook of this return.
    """
    book = open_workbook(file)
    _refuse_another_return(book, audit_return)
    found = _Reader(audit_return)
    for sheet in book.worksheets:
        found.read(sheet)
    if not found.result.posted:
        raise NotAWorkbook(
            f"No question of this return was found in the file: its sheets have no columns “{layout.KEY}” and "
            f"“{layout.ANSWER}” with our keys. Download the workbook again, and write in its tinted cells."
        )
    found.mark_the_unstamped()
    return found.result


def open_workbook(file: BinaryIO) -> Workbook:
    """The file as a workbook; raises NotAWorkbook, with the limits that guard against hostile archives (bars S14)."""
    _check_archive(file)
    file.seek(0)
    try:
        return load_workbook(file, keep_links=False)
    except Exception as fault:  # openpyxl raises whatever its parts raise
        raise NotAWorkbook(
            "The file cannot be read as a workbook. Open it in your spreadsheet program and save it as .xlsx again."
        ) from fault


def _check_archive(file: BinaryIO) -> None:
    file.seek(0, 2)
    if file.tell() > LARGEST_FILE:
        raise NotAWorkbook("The file is larger than 5 MB. A filled-in workbook is far smaller: remove pictures.")
    file.seek(0)
    start = file.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotAWorkbook(
            "This is an old or password-protected workbook. Save it as .xlsx without a password, and upload that."
        )
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            unpacked = sum(entry.file_size for entry in entries)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError) as fault:
        raise NotAWorkbook(
            "This is not an .xlsx workbook. Save it as .xlsx (Excel workbook), and upload that."
        ) from fault
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED:
        raise NotAWorkbook("The file unpacks to more than a workbook of a return can hold, so it was not opened.")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise NotAWorkbook(
            "This is not an Excel workbook. From LibreOffice or Google Sheets, save or download it as .xlsx."
        )
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise NotAWorkbook("The workbook holds macros. Save it as .xlsx, which has none, and upload that.")


def _refuse_another_return(book: Workbook, audit_return: Return) -> None:
    facts = dict(_facts(book))
    reference, edition = facts.get(layout.REFERENCE_FACT), facts.get(layout.EDITION_FACT)
    if edition is not None and edition != audit_return.edition.key:
        raise NotAWorkbook(
            f"This workbook was made for another question set ({edition}). This return asks "
            f"{audit_return.edition.title}. Download a new workbook and copy your answers into it."
        )
    if reference is not None and reference != audit_return.reference:
        raise NotAWorkbook(
            f"This workbook belongs to another return ({reference}). This one is {audit_return.reference}."
        )
    if reference is None or edition is None:
        raise NotAWorkbook(
            f"The sheet “{layout.FACTS_SHEET}” is missing, or its lines “{layout.REFERENCE_FACT}” and "
            f"“{layout.EDITION_FACT}” are, so nobody can tell which return the workbook belongs to."
        )


def _facts(book: Workbook) -> Iterator[tuple[str, str]]:
    for sheet in book.worksheets:
        if sheet.title.strip() == layout.FACTS_SHEET:
            for row in sheet.iter_rows(max_row=HEADING_WITHIN, max_col=2, values_only=True):
                if row[0] and len(row) > 1 and row[1]:
                    yield str(row[0]).strip(), layout.unescape(str(row[1]).strip())


class _Reader:
    def __init__(self, audit_return: Return):
        self.levels: tuple[RatingLevel, ...] = rating_levels(audit_return.edition)
        self.result = FilledIn()
        self.questions: dict[str, Question] = {}
        self.parts: dict[str, tuple[Question, str]] = {}
        for asked in asked_sections(audit_return):
            for question in asked.questions:
                self.questions[question.key] = question
                readable = (part for part in parts.box_parts(question, self.levels) if question.answer_type != ROWS)
                self.parts |= {field_name(question, part): (question, part) for part in readable}

    def read(self, sheet: Worksheet) -> None:
        columns = _columns(sheet)
        if columns is None:
            return
        heading, at = columns
        merged = [str(area) for area in sheet.merged_cells.ranges if _touches(area, at[layout.ANSWER], heading)]
        for area in merged:
            self._problem(f"“{sheet.title}”, cells {area} are merged. Split them: only the first one was read.")
        for row in sheet.iter_rows(min_row=heading + 1, max_row=heading + MOST_ROWS):
            self._read_row(sheet, row, at)

    def _read_row(self, sheet: Worksheet, row: tuple[Cell | MergedCell, ...], at: dict[str, int]) -> None:
        key = _text_at(row, at[layout.KEY])
        if not key:
            return
        if key in self.questions:
            mark = layout.mark_of(_text_at(row, at.get(layout.STAMP)))
            self.result.posted |= raw_mark(self.questions[key], mark)
        elif key in self.parts:
            self._read_part(sheet, key, row[at[layout.ANSWER]])
        else:
            self._problem(
                f"“{sheet.title}”, cell {row[at[layout.KEY]].coordinate}: no question has the key “{key[:60]}”."
            )

    def _read_part(self, sheet: Worksheet, name: str, cell: Cell | MergedCell) -> None:
        where = f"“{sheet.title}”, cell {cell.coordinate}"
        question, part = self.parts[name]
        if name in self.result.cells:
            self._problem(f"{where}: the key “{name}” stands twice. Only {self.result.cells[name]} was read.")
        elif isinstance(cell, MergedCell):
            return
        elif cell.data_type in (FORMULA, ERROR):
            what = "a formula" if cell.data_type == FORMULA else "an error"
            self._problem(f"{where}: question {question.number} holds {what}. Replace it by its value.")
        else:
            self.result.cells[name] = where
            self.result.posted[name] = layout.posted_text(question, part, cell.value, self.levels)

    def mark_the_unstamped(self) -> None:
        """Questions whose own row is gone: as nothing is known of them, each difference is asked about."""
        for name in self.result.cells:
            question, _ = self.parts[name]
            self.result.posted = raw_mark(question, layout.mark_of("")) | self.result.posted

    def _problem(self, words: str) -> None:
        self.result.problems.append(words)


def _columns(sheet: Worksheet) -> tuple[int, dict[str, int]] | None:
    """The row of the headings, and each column's place in a row; None where the sheet holds no answers."""
    for number, row in enumerate(sheet.iter_rows(max_row=HEADING_WITHIN), start=1):
        at = {str(cell.value).strip(): place for place, cell in enumerate(row) if cell.value in layout.COLUMNS}
        if layout.KEY in at and layout.ANSWER in at:
            return number, at
    return None


def _touches(area: Any, place: int, heading: int) -> bool:
    return bool(area.min_col <= place + 1 <= area.max_col and area.max_row > heading)


def _text_at(row: tuple[Cell | MergedCell, ...], place: int | None) -> str:
    if place is None or place >= len(row) or row[place].value is None:
        return ""
    return str(row[place].value).strip()
