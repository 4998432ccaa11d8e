"""A list of cases is understood as people paste it, and each bad line is named."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from audit_forms.case_audits import case_lists
from audit_forms.case_audits.ages import band_of
from audit_forms.case_audits.enums import AgeBand

TABBED = """Age\tName\tDate of birth\tAddress\tIdentifiers
1 to 4\tInvented Child\t3/5/2023\t"1 Made Up Road,
Madeup"\tUPN A1
7\tAnother Invented\t\t\t
"""


def understood(text, with_identity=True):
    return case_lists.understand(case_lists.rows_of_text(text), with_identity=with_identity)


def problems(text, with_identity=True):
    return {line.where: line.problems for line in understood(text, with_identity) if line.problems}


@pytest.mark.parametrize(
    ("words", "band"),
    [
        ("Unborn", AgeBand.UNBORN), ("under 1", AgeBand.UNDER_1), ("0", AgeBand.UNDER_1), ("8 months", AgeBand.UNDER_1),
        ("1-4", AgeBand.FROM_1_TO_4), ("1 \u2013 4", AgeBand.FROM_1_TO_4), ("4 years", AgeBand.FROM_1_TO_4),
        ("5", AgeBand.FROM_5_TO_10), ("16 to 17", AgeBand.FROM_16_TO_17), ("17", AgeBand.FROM_16_TO_17),
        ("18", None), ("2 to 9", None), ("40 months", None), ("", None), ("four", None),
    ],
)  # fmt: skip
def test_an_age_is_understood_as_people_write_it(words, band):
    assert band_of(words) == band


def test_a_list_from_a_spreadsheet_is_understood_with_its_headings_and_line_breaks():
    first, second = understood(TABBED)
    assert (first.where, first.age_band, first.problems) == ("Lines 2 to 3", "1_to_4", [])
    assert first.identity == {
        "name": "Invented Child", "born_on": "2023-05-03", "address": "1 Made Up Road,\nMadeup", "identifiers": "UPN A1"
    }  # fmt: skip
    assert (second.where, second.age_band, second.identity["name"]) == ("Line 4", "5_to_10", "Another Invented")


def test_commas_do_too_where_there_is_no_tab():
    (line,) = understood('3, Invented Child, 2023-05-03, "1 Made Up Road, Madeup"')
    assert line.problems == []
    assert line.identity["address"] == "1 Made Up Road, Madeup"


def test_each_bad_line_is_named_without_repeating_what_stands_in_it():
    text = "3\tInvented Child\n99\tSecret Person\n5\t\t1/1/2020\n6\tThird Child\t31/2/2020\n3\tinvented child\n"
    found = problems(text)
    assert list(found) == ["Line 2", "Line 3", "Line 4", "Line 5"]
    assert "Begin with the age" in found["Line 2"][0]
    assert "name or an identifier" in found["Line 3"][0]
    assert "no date" in found["Line 4"][0]
    assert "same child as in line 1" in found["Line 5"][0]
    assert not any(word in str(found) for word in ("Secret", "Third", "31/2"))


def test_an_address_with_commas_that_is_not_quoted_is_told_how_to_mend():
    assert "quotation marks" in problems("3,Invented Child,,1 Made Up Road,Madeup,MU1,UPN")["Line 1"][0]


def test_a_date_of_birth_ahead_is_for_the_unborn_only():
    assert problems("3\tInvented Child\t1/1/2090")["Line 1"] == [
        "The date of birth is in the future, but the child is not said to be unborn."
    ]
    assert problems("Unborn\tInvented Child\t1/1/2090") == {}


def test_without_the_vault_a_line_is_an_age_and_nothing_else():
    assert problems("3\n5\n", with_identity=False) == {}
    assert problems("3\tInvented Child", with_identity=False)["Line 1"] == [case_lists.IS_OFF]


@pytest.mark.parametrize("text", ["", "\n\n", "Age\tName\n", "3\n" * 201, "x" * 200_001])
def test_what_is_no_list_is_refused(text):
    with pytest.raises(case_lists.NotAList):
        case_lists.rows_of_text(text)


def test_a_quotation_mark_that_never_closes_swallows_no_case():
    found = problems('3\t"Invented\n' + "4\tAnother\n" * 10)
    assert found["Lines 1 to 11"][0] == "A quotation mark opens here and is not closed."


def test_a_workbook_is_read_and_its_bad_cells_are_named():
    book = Workbook()
    sheet = book.active
    sheet.append(["Age", "Name", "Date of birth"])
    sheet.append([3, "Invented Child", "3/5/2023"])
    sheet.append([4.0, '=CONCAT("a","b")'])
    file = BytesIO()
    book.save(file)
    first, second = case_lists.understand(case_lists.rows_of_workbook(file), with_identity=True)
    assert (first.where, first.age_band, first.problems) == ("Row 2", "1_to_4", [])
    assert second.problems[0] == "Cell B3 holds a formula. Write its value."
    assert second.age_band == "1_to_4"


def test_what_is_no_workbook_is_refused():
    with pytest.raises(case_lists.NotAList, match="xlsx"):
        case_lists.rows_of_workbook(BytesIO(b"no workbook"))


def test_what_was_packed_comes_back():
    rows = case_lists.rows_of_text(TABBED)
    assert case_lists.unpacked(case_lists.packed(rows)) == rows
    assert (
        case_lists.as_text(rows).splitlines()[0] == "1 to 4\tInvented Child\t3/5/2023\t1 Made Up Road, Madeup\tUPN A1"
    )


@pytest.mark.parametrize(("value", "where"), [(1e20, "Row 1"), (float("1e300"), "Row 1"), (3.5, "Row 1")])
def test_a_strange_number_in_a_workbook_is_a_bad_line_and_no_fault(value, where):
    book = Workbook()
    book.active.append([value, "Invented Child"])
    file = BytesIO()
    book.save(file)
    (line,) = case_lists.understand(case_lists.rows_of_workbook(file), with_identity=True)
    assert (line.where, bool(line.problems)) == (where, True)
