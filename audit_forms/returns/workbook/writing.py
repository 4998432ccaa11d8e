"""Making a return's workbook."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from audit_forms.questionnaires.applicability import duty_for
from audit_forms.questionnaires.models import Question, RatingLevel
from audit_forms.questionnaires.selection import AskedSection, rating_levels
from audit_forms.returns import parts
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.display import lines_of
from audit_forms.returns.forms.fields import field_name, offered_levels
from audit_forms.returns.forms.section import DAY_PARTS, Mark
from audit_forms.returns.models import Answer, Return
from audit_forms.returns.openness import open_sections
from audit_forms.returns.prefill import first_answer
from audit_forms.returns.workbook import layout
from portal.dates import format_moment

BOLD, LARGE, QUIET = Font(bold=True), Font(bold=True, size=16), Font(color="555555", size=9)
HEADING_FILL, ANSWER_FILL = PatternFill("solid", fgColor="DDE8E8"), PatternFill("solid", fgColor="F5FAFA")
THIN = Side(style="thin", color="8FA8A8")
LINE = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
WRAPPED, TOP = Alignment(wrap_text=True, vertical="top"), Alignment(vertical="top", shrink_to_fit=True)
AT = {name: place for place, name in enumerate(layout.COLUMNS, start=1)}
LINE_HEIGHT, TALLEST_ROW = 15, 400
DAY_FORMAT, TEXT_FORMAT = "d mmmm yyyy", "@"
OPEN = Protection(locked=False)
TABLE_ONLY = "This is a table. Fill it in on its page in the portal; what is written here is not read back."
ONLINE_ONLY = "This answer is too long, or has characters, for a workbook. Change it in the portal."


@dataclass
class _Asked:
    """One question as the workbook shows it: what its answer is, and whether it may be changed."""

    question: Question
    answer: parts.Parts
    mark: Mark
    is_open: bool


def make_workbook(audit_return: Return, *, blank: bool) -> BytesIO:
    """The return's questions with its answers so far, or without any; read from its start.

    A blank set's stamps say that it showed nothing, so that what is filled in there never replaces an answer unasked.
    """
    book = Workbook()
    book.properties.creator = ""
    book.properties.title = f"{audit_return.organisation}: {audit_return.exercise}"
    book.properties.language = "en-GB"
    _write_facts(book.worksheets[0], audit_return, blank)
    choices = _Choices(book)
    writer = _Writer(audit_return, choices, blank)
    for asked in asked_sections(audit_return):
        name = layout.sheet_name(asked.section.letter, asked.section.title)
        writer.write(book.create_sheet(name, index=len(book.sheetnames) - 1), asked)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def _write_facts(sheet: Worksheet, audit_return: Return, blank: bool) -> None:
    sheet.title = layout.FACTS_SHEET
    made = "Blank set made" if blank else "Made"
    rows = [
        (layout.REFERENCE_FACT, audit_return.reference),
        (layout.EDITION_FACT, audit_return.edition.key),
        ("Organisation", audit_return.organisation.name),
        ("For", audit_return.exercise.title),
        ("Due", f"{format_moment(audit_return.deadline)} (UK time)"),
        (made, f"{format_moment(timezone.now())} (UK time)"),
        (
            "How to fill it in",
            "Write in the tinted cells of column “Your answer”. A cell with a list offers its words.",
        ),
        ("Leave alone", "The columns “Key” and “Stamp”: by them the portal knows which answer is which."),
        ("To bring it back", "Save as .xlsx and upload it at the return. You see every change before it is written."),
        ("Do not", "name any child, or write anything that would point to one."),
    ]
    _put(sheet.cell(1, 1), book_title(audit_return), font=LARGE)
    for row, (label, text) in enumerate(rows, start=3):
        _put(sheet.cell(row, 1), label, font=BOLD, alignment=WRAPPED)
        _put(sheet.cell(row, 2), text, alignment=WRAPPED)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 90
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _protect(sheet)


def book_title(audit_return: Return) -> str:
    """The heading of the workbook's first sheet."""
    return f"{audit_return.organisation}: {audit_return.exercise}"


class _Choices:
    """The sheet with the lists that cells offer; each list stands there once."""

    def __init__(self, book: Workbook):
        self.sheet = book.create_sheet(layout.CHOICES_SHEET)
        self.ranges: dict[tuple[str, ...], str] = {}
        _protect(self.sheet)

    def range_of(self, words: list[str]) -> str:
        """Where the list stands, as a formula of a data validation."""
        if tuple(words) not in self.ranges:
            column = len(self.ranges) + 1
            _put(self.sheet.cell(1, column), f"List {column}", font=BOLD)
            for row, word in enumerate(words, start=2):
                _put(self.sheet.cell(row, column), word)
            letter = get_column_letter(column)
            self.sheet.column_dimensions[letter].width = 40
            self.ranges[tuple(words)] = f"{layout.CHOICES_SHEET}!${letter}$2:${letter}${len(words) + 1}"
        return self.ranges[tuple(words)]


class _Writer:
    def __init__(self, audit_return: Return, choices: _Choices, blank: bool):
        self.audit_return, self.choices, self.blank = audit_return, choices, blank
        self.levels: tuple[RatingLevel, ...] = rating_levels(audit_return.edition)
        self.rows: dict[int, Answer] = {answer.question_id: answer for answer in audit_return.answers.all()}
        opened = open_sections(audit_return).values()
        self.open = {question.pk for asked in opened for question in asked.questions}

    def write(self, sheet: Worksheet, asked: AskedSection) -> None:
        for column, (heading, width) in enumerate(zip(layout.COLUMNS, layout.WIDTHS, strict=True), start=1):
            _put(sheet.cell(1, column), heading, font=BOLD, fill=HEADING_FILL, border=LINE)
            sheet.column_dimensions[get_column_letter(column)].width = width
        lists: dict[str, DataValidation] = {}
        row = 2
        for question in asked.questions:
            row = self._write_question(sheet, row, self._asked(question), lists)
        for validation in lists.values():
            sheet.add_data_validation(validation)
        sheet.freeze_panes = "A2"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_title_rows = "1:1"
        _protect(sheet)

    def _asked(self, question: Question) -> _Asked:
        row = None if self.blank else self.rows.get(question.pk)
        if self.blank:
            answer = parts.parts_of(question, None, self.levels)
        elif row is None:
            answer = parts.parts_of(question, None, self.levels)
            answer |= first_answer(question, self.audit_return.organisation)
        else:
            answer = parts.parts_of(question, row, self.levels)
        mark = Mark(row.version if row else 0, parts.digest(answer))
        return _Asked(question, answer, mark, question.pk in self.open)

    def _write_question(self, sheet: Worksheet, row: int, each: _Asked, lists: dict[str, DataValidation]) -> int:
        question = each.question
        _put(sheet.cell(row, AT[layout.KEY]), question.key, font=QUIET, alignment=TOP)
        _put(sheet.cell(row, AT[layout.NUMBER]), question.number, font=BOLD, alignment=WRAPPED)
        _put(sheet.cell(row, AT[layout.ASKED]), question.text, font=BOLD, alignment=WRAPPED)
        _put(sheet.cell(row, AT[layout.GUIDANCE]), self._about(question), alignment=WRAPPED)
        _put(sheet.cell(row, AT[layout.STAMP]), layout.stamp_of(each.mark), font=QUIET, alignment=TOP)
        for column in range(1, len(layout.COLUMNS) + 1):
            sheet.cell(row, column).fill = HEADING_FILL
        _set_height(sheet, row)
        for part in each.answer:
            row += 1
            self._write_part(sheet, row, each, part, lists)
            _set_height(sheet, row)
        return row + 1

    def _write_part(
        self, sheet: Worksheet, row: int, each: _Asked, part: str, lists: dict[str, DataValidation]
    ) -> None:
        question = each.question
        if part == parts.ROWS:
            self._write_table(sheet, row, each)
            return
        value = layout.cell_value(question, part, each.answer[part], self.levels)
        answer = sheet.cell(row, AT[layout.ANSWER])
        fits = layout.fits_in_a_cell(value)
        _put(sheet.cell(row, AT[layout.ASKED]), layout.part_words(question, part, self.levels), alignment=WRAPPED)
        _put(sheet.cell(row, AT[layout.GUIDANCE]), "\n".join(self._guidance(question, part)) or None, alignment=WRAPPED)
        _put(answer, value if fits else ONLINE_ONLY, alignment=WRAPPED, border=LINE)
        if not fits:
            return
        _put(sheet.cell(row, AT[layout.KEY]), field_name(question, part), font=QUIET, alignment=TOP)
        answer.number_format = _format_of(part)
        if each.is_open:
            answer.fill, answer.protection = ANSWER_FILL, OPEN
        words = layout.choices_of(question, part, offered_levels(question, self.levels))
        if words and each.is_open:
            where = self.choices.range_of(words)
            lists.setdefault(where, _list_of(where)).add(answer)

    def _write_table(self, sheet: Worksheet, row: int, each: _Asked) -> None:
        """A table is shown as it stands, closed and without a key: no cell can hold its rows to bring them back."""
        lines = lines_of(each.question, each.answer, self.levels)
        text = "\n\n".join(f"{line.label}\n{line.text}" for line in lines)
        shown = text if layout.fits_in_a_cell(text) else "It is too long, or has characters, for a workbook."
        columns = ", ".join(column["label"] for column in each.question.columns)
        _put(sheet.cell(row, AT[layout.ASKED]), f"Table: {columns}", alignment=WRAPPED)
        _put(sheet.cell(row, AT[layout.ANSWER]), shown or None, alignment=WRAPPED, border=LINE)
        _put(sheet.cell(row, AT[layout.GUIDANCE]), TABLE_ONLY, alignment=WRAPPED)

    def _about(self, question: Question) -> str:
        duty = duty_for(question, self.audit_return.facts)
        first = ". ".join(text for text in (duty.label, question.reference) if text)
        return "\n".join(text for text in (first, question.help) if text)

    def _guidance(self, question: Question, part: str) -> Iterator[str]:
        if part == parts.LEVEL:
            descriptors = {each.level_id: each.text for each in question.descriptors.all()}
            for level in offered_levels(question, self.levels):
                yield f"{level.label}: {descriptors.get(level.pk) or level.meaning}"
        elif part == parts.TEXT and question.evidence_prompt:
            yield question.evidence_prompt
        elif part == parts.ACTION_WHAT and question.suggested_action:
            yield f"For example: {question.suggested_action}"
        elif part in parts.RISK_PARTS:
            yield f"Only where you chose {risky_levels(self.levels)}. It cannot be left out then."
        elif part in DAY_PARTS:
            yield "For example, 30 January 2026"


def risky_levels(levels: Iterable[RatingLevel]) -> str:
    """The ratings that ask about immediate risk: "Inadequate"."""
    return " or ".join(level.label for level in levels if level.asks_about_risk)


def _set_height(sheet: Worksheet, row: int) -> None:
    """Make the row as high as its texts need: not every program does that by itself when it opens a file."""
    lines = 1
    for place, width in enumerate(layout.WIDTHS[:-2], start=1):
        text = str(sheet.cell(row, place).value or "")
        lines = max(lines, sum(1 + len(line) // width for line in text.splitlines()))
    sheet.row_dimensions[row].height = min(lines * LINE_HEIGHT, TALLEST_ROW)


def _format_of(part: str) -> str:
    if part in DAY_PARTS:
        return DAY_FORMAT
    return "General" if part == parts.NUMBER else TEXT_FORMAT


def _list_of(where: str) -> DataValidation:
    validation = DataValidation(type="list", formula1=f"={where}", allow_blank=True)
    validation.error, validation.errorTitle = "Choose one of the words in the list.", "Not in the list"
    return validation


def _put(cell: Cell | Any, value: Any, **styles: Any) -> None:
    """Put a value with its look; a text is never a formula, whatever it begins with (bars S16)."""
    if isinstance(value, str):
        cell.value = layout.escape(value)
        cell.data_type = "s"
        cell.quotePrefix = True
    else:
        cell.value = value
    for name, style in styles.items():
        setattr(cell, name, style)


def _protect(sheet: Worksheet) -> None:
    """Lock what is not an answer, without a password: against slips, not against people."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
