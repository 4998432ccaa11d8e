"""No cell of an exported table is ever read as a formula (bars S16)."""

import csv
import datetime
import io
import zipfile

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from portal.spreadsheets import csv_cell, csv_lines, safe_text, workbook_file

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "\x00=1"]
DANGEROUS += ["\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20A1"]


@pytest.mark.parametrize("value", DANGEROUS)
def test_a_text_that_would_calculate_gets_an_apostrophe(value):
    assert safe_text(value).startswith("'")


@pytest.mark.parametrize("value", ["St. Mary's", "3 = 3", "a-b", "50 %", "", "Line\nbreak"])
def test_other_texts_stay_as_they_are(value):
    assert safe_text(value) == value


def test_control_characters_are_taken_out():
    assert safe_text("a\x00b\x1fc\uffff") == "abc"


def test_values_are_written_in_local_time_and_numbers_as_numbers():
    summer = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.UTC)
    cells = [csv_cell(value) for value in (None, 3, -3, summer, datetime.date(2026, 1, 30), "text")]
    assert cells == ["", "3", "-3", "2026-07-01 13:00", "2026-01-30", "text"]


def test_csv_is_sent_line_by_line_and_opens_as_utf_8():
    lines = csv_lines(["Name"], ([value] for value in ("Ångström", "=1", 'say "so"')))
    assert next(lines) == "\ufeff"
    assert list(csv.reader(io.StringIO("".join(lines)))) == [["Name"], ["Ångström"], ["'=1"], ['say "so"']]


def test_a_workbook_holds_no_formula_no_author_and_nothing_hidden():
    rows = [[value, 1, timezone.now(), None] for value in DANGEROUS]
    file = workbook_file("Returns", ["Name", "Number", "When", "Nothing"], rows, [20, 8, 18, 8])
    book = load_workbook(file)
    sheet = book.active
    values = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert len(values) == len(DANGEROUS)
    assert all(value.startswith("'") for value in values)
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert book.properties.creator in (None, "")
    assert (book.sheetnames, sheet.freeze_panes, sheet.sheet_state) == (["Returns"], "A2", "visible")
    assert not [name for name in zipfile.ZipFile(file).namelist() if "comment" in name or "pivot" in name]
