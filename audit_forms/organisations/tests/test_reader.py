"""The register's file: any order of columns, two encodings, and every fault named with its place."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_forms.organisations.register.reader import COLUMNS, RegisterFileError, read_rows
from audit_forms.organisations.tests.register_files import OTHER_COLUMNS, csv_bytes, school


def read(data: bytes):
    return list(read_rows(io.BytesIO(data)))


def fault(data: bytes) -> str:
    with pytest.raises(RegisterFileError) as caught:
        read(data)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_both_encodings_give_the_same_words(encoding):
    rows = read(csv_bytes([school(name="École Saint-Élan’s")], encoding=encoding))
    assert [row.values["EstablishmentName"] for row in rows] == ["École Saint-Élan’s"]


def test_columns_may_come_in_any_order_among_others():
    forwards = csv_bytes([school()], header=[*COLUMNS, *OTHER_COLUMNS])
    backwards = csv_bytes([school()], header=[*OTHER_COLUMNS, *reversed(COLUMNS)])
    assert read(forwards) == read(backwards)


def test_rows_know_their_line_even_after_a_cell_with_line_breaks():
    rows = read(csv_bytes([school(Street="One\nTwo\nThree"), school(urn="900009")]))
    assert [row.line for row in rows] == [2, 5]


def test_a_row_of_another_width_is_marked_and_does_not_stop_the_others():
    lines = csv_bytes([school(), school(urn="900009"), school(urn="900010")]).splitlines(keepends=True)
    lines[2] = lines[2].rstrip() + b',"one","too many"\r\n'
    rows = read(b"".join(lines))
    assert [bool(row.fault) for row in rows] == [False, True, False]
    assert rows[1].fault == "The line has 142 columns, but the heading has 140."
    assert rows[1].values["URN"] == "900009"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \r\n \r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"PK\x03\x04 and so on", "Excel workbook"),
        (b"\xd0\xcf\x11\xe0 and so on", "Excel workbook"),
        (b"<!DOCTYPE html><html>", "web page"),
        ('"URN","LA (code)"'.encode("utf-16"), "UTF-16"),
        ('"URN","LA (code)"'.encode("utf-16-le"), "UTF-16"),
        (csv_bytes([]), "no rows"),
        (csv_bytes([school()], delimiter=";"), "semicolons"),
        (csv_bytes([school()], delimiter="\t"), "tabs"),
        (b"Name,Age\r\nAlma,7\r\n", "no column “URN”"),
    ],
)
def test_what_is_no_register_is_named(data, words):
    assert words in fault(data)


@pytest.mark.parametrize("column", ["URN", "EstablishmentName", "Trusts (code)"])
def test_a_missing_column_is_named(column):
    header = [name for name in COLUMNS if name != column]
    assert fault(csv_bytes([school()], header=header)) == f"In line 1, a column is missing: “{column}”."


def test_a_column_that_stands_twice_is_named():
    assert "“URN” stands twice" in fault(csv_bytes([school()], header=[*COLUMNS, "URN"]))


def test_a_urn_that_stands_twice_is_named_with_both_lines():
    rows = [school(), school(urn="900009"), school(name="Another")]
    assert fault(csv_bytes(rows)) == "URN 900001 stands twice, on lines 2 and 4."


def test_text_that_is_neither_encoding_is_named_with_its_line():
    data = csv_bytes([school(), school(urn="900009", name="X?X")]).replace(b"X?X", b"X\x81X")
    assert fault(data).startswith("Line 3 is neither UTF-8 nor Windows-1252")


def test_a_line_in_another_encoding_is_named():
    data = csv_bytes([school(name="Élan"), school(urn="900009", name="Zoë")], encoding="utf-8")
    assert fault(data.replace("Zoë".encode(), "Zoë".encode("cp1252"))).startswith("Line 3 is not UTF-8")


def test_a_nul_character_is_named_with_its_line():
    data = csv_bytes([school(), school(urn="900009", name="X?X")]).replace(b"X?X", b"X\x00X")
    assert fault(data).startswith("Line 3 holds")


COMPLETE = csv_bytes([school(), school(urn="900009", name="Élan")], encoding="utf-8")
END_OF_HEADING = COMPLETE.index(b"\n") + 1


@given(st.integers(min_value=1, max_value=len(COMPLETE) - 3))
def test_a_download_cut_off_anywhere_but_between_rows_is_refused(length):
    """Only a cut exactly at the end of a row cannot be told from a shorter file."""
    end_of_first_row = COMPLETE.index(b"\n", END_OF_HEADING) + 1
    if length in range(end_of_first_row - 2, end_of_first_row + 1):
        assert len(read(COMPLETE[:length])) == 1
    else:
        assert fault(COMPLETE[:length])


@given(st.binary(max_size=2000))
def test_any_bytes_but_a_register_give_one_clear_message(data):
    assert fault(data)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60))
def test_any_name_comes_through_unchanged(name):
    [row] = read(csv_bytes([school(name=name)], encoding="utf-8"))
    assert row.values["EstablishmentName"] == name.strip()
