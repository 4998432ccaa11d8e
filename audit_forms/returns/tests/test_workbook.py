"""A workbook: made, filled in, brought back, and never written unseen."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import Workbook

from audit_forms.returns import services
from audit_forms.returns.models import Answer, UploadedWorkbook
from audit_forms.returns.tests.factories import Cast, ExerciseFactory, ReturnFactory, in_status, refreshed
from audit_forms.returns.tests.workbooks import ANSWER, KEY, bring_back, cell_of, opened, saved, take_over, write
from audit_forms.returns.workbook import layout
from audit_forms.returns.workbook.reading import NotAWorkbook, read_workbook
from audit_forms.returns.workbook.writing import ONLINE_ONLY, make_workbook
from audit_forms.returns.workflow import TransitionRefused
from portal.trail.models import AuditTrail

TEXTS = [
    "=1+1",
    "+44",
    "@home",
    " leading and trailing ",
    "one\ntwo\n\nthree",
    "\U0001f469\u200d\U0001f467 e\u0301",
    "_x0041_ stays as it is",
    "0123",
    "<b>&amp;</b>",
    "\u202b\u0645\u0631\u062d\u0628\u0627\u202c",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_goes_out_and_comes_back_unchanged(audit_return, cast, text):
    write(audit_return, cast.lead, second__version="0", second__text=text)
    upload = bring_back(audit_return, opened(audit_return), cast.lead)
    comparison = services.compare_workbook(upload=upload)
    assert not comparison.changes
    assert not comparison.conflicts
    assert not comparison.bad_cells


@pytest.mark.parametrize("text", TEXTS)
def test_no_cell_is_a_formula(audit_return, cast, text):
    write(audit_return, cast.lead, second__version="0", second__text=text)
    book = opened(audit_return)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert cell_of(book, "second.text").quotePrefix


def test_nothing_in_it_is_hidden_or_names_a_person(full_return):
    book = opened(full_return)
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets)
    assert not [d for sheet in book.worksheets for d in sheet.column_dimensions.values() if d.hidden]
    assert not [d for sheet in book.worksheets for d in sheet.row_dimensions.values() if d.hidden]
    assert not book.properties.creator
    assert not book.defined_names


def test_every_kind_of_answer_is_filled_in_and_taken_over(full_return, full_cast):
    book = opened(full_return)
    filled_in = {
        "rated-0.level": "partly in place",
        "rated-0.action_what": "Name somebody",
        "rated-0.action_who": "Head",
        "rated-0.action_by": "30/1/2027",
        "long_text.text": "Line one\nline two",
        "number.number": 12.5,
        "choice.choice": "Yes",
        "person.name": "Sam Reed",
        "person.email": "sam@school.example",
        "person.trained_on": "2 March 2026",
    }
    for name, value in filled_in.items():
        cell_of(book, name).value = value
    upload = bring_back(full_return, book, full_cast.lead)
    assert not Answer.objects.exists()
    comparison = services.compare_workbook(upload=upload)
    changed = {each.question.key for each in comparison.changes}
    # The short text is the school's name: offered by the portal, and taken over as it stands.
    assert changed == {"rated-0", "short_text", "long_text", "number", "choice", "person"}
    assert take_over(upload, full_cast.lead) == 6
    answers = {answer.question.key: answer for answer in Answer.objects.select_related("question", "level")}
    assert answers["rated-0"].level.key == "amber"
    assert answers["rated-0"].action_by.isoformat() == "2027-01-30"
    assert answers["long_text"].text == "Line one\nline two"
    assert answers["number"].value == "12.5"
    assert answers["choice"].value == "yes"
    assert answers["person"].value["trained_on"] == "2026-03-02"


def test_taken_over_twice_it_changes_nothing_more(audit_return, cast):
    book = opened(audit_return)
    cell_of(book, "second.text").value = "From the workbook"
    upload = bring_back(audit_return, book, cast.lead)
    assert take_over(upload, cast.lead) == 1
    assert take_over(upload, cast.lead) == 0
    assert Answer.objects.get().version == 1
    assert AuditTrail.objects.filter(action="return.workbook_taken_over").count() == 1


def test_an_answer_changed_meanwhile_is_never_overwritten(audit_return, cast):
    write(audit_return, cast.lead, second__version="0", second__text="first")
    book = opened(audit_return)
    cell_of(book, "second.text").value = "from the workbook"
    write(audit_return, cast.colleague, second__version="1", second__text="from a colleague")
    upload = bring_back(audit_return, book, cast.lead)
    conflict = services.compare_workbook(upload=upload).conflicts[0]
    assert (conflict.stored[0].text, conflict.filled_in[0].text) == ("from a colleague", "from the workbook")
    with pytest.raises(TransitionRefused, match=conflict.question.number):
        take_over(upload, cast.lead)
    assert Answer.objects.get().text == "from a colleague"
    take_over(upload, cast.lead, second__keep="theirs:2")
    assert Answer.objects.get().text == "from a colleague"
    again = bring_back(audit_return, book, cast.lead)
    take_over(again, cast.lead, second__keep="mine:2")
    assert Answer.objects.get().text == "from the workbook"


def test_a_choice_made_before_yet_another_change_is_asked_again(audit_return, cast):
    write(audit_return, cast.lead, second__version="0", second__text="first")
    book = opened(audit_return)
    cell_of(book, "second.text").value = "from the workbook"
    write(audit_return, cast.colleague, second__version="1", second__text="second")
    upload = bring_back(audit_return, book, cast.lead)
    write(audit_return, cast.colleague, second__version="2", second__text="third")
    with pytest.raises(TransitionRefused):
        take_over(upload, cast.lead, second__keep="mine:2")
    assert Answer.objects.get().text == "third"


def test_a_blank_set_leaves_alone_what_it_does_not_fill_in(audit_return, cast):
    write(audit_return, cast.lead, second__version="0", second__text="stored")
    book = opened(audit_return, blank=True)
    assert cell_of(book, "second.text").value is None
    assert not services.compare_workbook(upload=bring_back(audit_return, book, cast.lead)).changes
    cell_of(book, "second.text").value = "filled in"
    comparison = services.compare_workbook(upload=bring_back(audit_return, book, cast.lead))
    assert [each.question.key for each in comparison.conflicts] == ["second"]


def test_a_cell_that_makes_no_sense_is_named_and_the_rest_taken(full_return, full_cast):
    book = opened(full_return)
    cell_of(book, "date.date").value = "some day"
    cell_of(book, "number.number").value = "=SUM(A1:A2)"
    cell_of(book, "long_text.text").value = "Good"
    where = cell_of(book, "date.date").coordinate
    upload = bring_back(full_return, book, full_cast.lead)
    comparison = services.compare_workbook(upload=upload)
    assert [f"cell {where}" in place for place, _ in comparison.bad_cells] == [True]
    assert len(upload.problems) == 1
    assert "formula" in upload.problems[0]
    take_over(upload, full_cast.lead)
    answers = Answer.objects.exclude(question__key="short_text")
    assert [answer.text for answer in answers] == ["Good"]


def test_sheets_columns_and_rows_may_stand_in_any_order(audit_return, cast):
    made = opened(audit_return)
    book = Workbook()
    book.remove(book.active)
    for sheet in reversed(made.worksheets):
        other = book.create_sheet(sheet.title)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        if layout.KEY in rows[0]:
            rows = [list(reversed(row)) for row in [rows[0], *reversed(rows[1:])]]
        for row in rows:
            other.append(row)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            if len(row) > KEY and row[-1 - KEY].value == "second.text":
                row[-1 - ANSWER].value = "Found"
    take_over(bring_back(audit_return, book, cast.lead), cast.lead)
    assert Answer.objects.get().text == "Found"


def test_merged_cells_and_unknown_and_doubled_keys_are_told(audit_return, cast):
    book = opened(audit_return)
    cell = cell_of(book, "second.text")
    cell.value = "Whole"
    cell.parent.merge_cells(f"{cell.coordinate}:D{cell.row}")
    cell.parent.append(["", "", "x", "", "nonsense.text"])
    cell.parent.append(["", "", "again", "", "second.text"])
    upload = bring_back(audit_return, book, cast.lead)
    assert [word for word in ("merged", "nonsense", "twice") if any(word in each for each in upload.problems)] == [
        "merged",
        "nonsense",
        "twice",
    ]
    take_over(upload, cast.lead)
    assert Answer.objects.get().text == "Whole"


def test_a_question_whose_stamp_is_gone_is_asked_about(audit_return, cast):
    write(audit_return, cast.lead, second__version="0", second__text="stored")
    book = opened(audit_return)
    cell = cell_of(book, "second.text")
    cell.value = "changed"
    cell.parent.delete_rows(cell.row - 1)
    comparison = services.compare_workbook(upload=bring_back(audit_return, book, cast.lead))
    assert [each.question.key for each in comparison.conflicts] == ["second"]


def test_a_workbook_of_another_return_or_set_is_refused(audit_return, cast):
    other = ReturnFactory(exercise=audit_return.exercise)
    with pytest.raises(NotAWorkbook, match=other.reference):
        read_workbook(make_workbook(other, blank=False), audit_return)
    book = opened(audit_return)
    book[layout.FACTS_SHEET]["B4"].value = "kcsie-1999"
    with pytest.raises(NotAWorkbook, match="kcsie-1999"):
        read_workbook(saved(book), audit_return)
    del book[layout.FACTS_SHEET]
    with pytest.raises(NotAWorkbook, match="Read me"):
        read_workbook(saved(book), audit_return)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not an .xlsx"),
        (b"Key,Your answer\n", "not an .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (b"PK\x03\x04" + b"\0" * 100, "not an .xlsx"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ],
)
def test_another_kind_of_file_is_refused_in_words(audit_return, content, words):
    with pytest.raises(NotAWorkbook, match=words):
        read_workbook(BytesIO(content), audit_return)


def test_a_very_long_answer_is_left_to_the_portal(audit_return, cast):
    write(audit_return, cast.lead, second__version="0", second__text="x" * 40_000)
    book = opened(audit_return)
    assert any(cell.value == ONLINE_ONLY for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    comparison = services.compare_workbook(upload=bring_back(audit_return, book, cast.lead))
    assert not comparison.changes
    assert not comparison.conflicts


def test_only_questions_open_now_are_taken(audit_return, cast):
    audit_return = in_status("changes_requested", audit_return, cast)
    book = opened(audit_return)
    assert cell_of(book, "second.text").protection.locked
    cell_of(book, "second.text").value = "Not asked"
    cell_of(book, "first.text").value = "More"
    upload = bring_back(audit_return, book, cast.lead)
    assert services.compare_workbook(upload=upload).closed == ["second"]
    assert take_over(upload, cast.lead) == 1
    assert set(Answer.objects.values_list("text", flat=True)) == {"More", "Minutes of the meeting"}


def test_uploads_are_forgotten_after_seven_days(audit_return, cast, time_machine):
    bring_back(audit_return, opened(audit_return), cast.lead)
    assert services.purge_workbooks() == 0
    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1))
    assert not UploadedWorkbook.objects.offered_to(cast.lead).exists()
    assert services.purge_workbooks() == 1


def test_the_number_of_queries_does_not_grow_with_answers(audit_return, cast, django_assert_max_num_queries):
    write(audit_return, cast.lead, second__version="0", second__text="x")
    fresh = refreshed(audit_return)
    with django_assert_max_num_queries(10):
        make_workbook(fresh, blank=False)


def test_a_school_name_that_looks_like_a_formula_stays_text(db):
    audit_return = ReturnFactory(organisation__name="=cmd|' /C calc'!A0", exercise=ExerciseFactory())
    cast = Cast(audit_return)
    book = opened(audit_return)
    assert book[layout.FACTS_SHEET]["A1"].data_type == "s"
    assert bring_back(audit_return, book, cast.lead).posted
