"""Tables for spreadsheet programs: no cell is ever read as a formula (bars S16)."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

# What makes spreadsheet programs calculate, also in full width, where some convert it.
FORMULA_STARTS = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
# Control characters that no spreadsheet format may hold; tab and line breaks may stay.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
APOSTROPHE = "'"

Row = Sequence[Any]


def safe_text(value: str) -> str:
    """The text without control characters, with an apostrophe in front where a program would calculate it."""
    clean = UNPRINTABLE.sub("", value)
    starts = clean.startswith(FORMULA_STARTS) or clean.lstrip().startswith(FORMULA_STARTS)
    return f"{APOSTROPHE}{clean}" if starts else clean


def csv_cell(value: Any) -> str:
    """A value as a cell of a CSV file; moments in local time, nothing as an empty cell."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int | float) else safe_text(str(value))


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, value: str) -> str:
        """Return the line."""
        return value


def csv_lines(heading: Row, rows: Iterable[Row]) -> Iterator[str]:
    """The lines of a CSV file one by one, so that any number of rows needs no memory; Excel sees it is UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow(heading)
    for row in rows:
        yield writer.writerow([csv_cell(value) for value in row])


def workbook_file(title: str, heading: Row, rows: Iterable[Row], widths: Sequence[int]) -> BytesIO:
    """An XLSX file with one sheet, a bold heading that stays in view, and no author; read from its start."""
    book = Workbook(write_only=True)
    book.properties.creator = ""
    sheet = book.create_sheet(safe_text(title)[:31])
    sheet.freeze_panes = "A2"
    for index, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + index)].width = width
    cells = [WriteOnlyCell(sheet, value=name) for name in heading]
    for cell in cells:
        cell.font = Font(bold=True)
    sheet.append(cells)
    for row in rows:
        sheet.append([_workbook_value(value) for value in row])
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def _workbook_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    return safe_text(value) if isinstance(value, str) else value
