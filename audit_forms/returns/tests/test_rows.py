"""Answers that are tables: filled, kept exactly, put in order, compared, carried nowhere they do not fit."""

import datetime
import io
import json

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from audit_forms.questionnaires.models import Question
from audit_forms.returns import parts, rows, services
from audit_forms.returns.carried import carried_parts
from audit_forms.returns.changes import pairs_of
from audit_forms.returns.display import lines_of
from audit_forms.returns.last_time import LastAnswer
from audit_forms.returns.tests.factories import COLUMNS
from audit_forms.returns.workbook.writing import make_workbook

EXACT = [
    "one\r\ntwo", " leading\ttab ", "\U0001f469\u200d\U0001f467", "e\u0301", "\u202b\u0645\u202c", "x" * 100_000,
]  # fmt: skip


@pytest.fixture
def save(full_return):
    def call(actor, version="0", base="", **cells):
        posted = {"rows.version": version, "rows.base": base}
        posted |= {f"rows.rows.{name[1]}.{name[3:]}": text for name, text in cells.items()}
        return services.save_answers(audit_return=full_return, section="everything", posted=posted, actor=actor)

    return call


def stored(audit_return):
    return audit_return.answers.get(question__key="rows").value


def table(**fields):
    return Question(**{"answer_type": "rows", "columns": COLUMNS, "most": 5, "number": "A1", **fields})


@pytest.mark.parametrize("text", EXACT)
def test_every_cell_is_kept_exactly(save, full_return, full_cast, text):
    assert save(full_cast.lead, r0_event=text).is_clean
    assert stored(full_return) == [{"on": "", "event": text, "who": ""}]


def test_empty_rows_are_left_out_and_days_are_kept_as_dates(save, full_return, full_cast):
    save(full_cast.lead, r0_on="", r0_event="", r1_on="3 March 2026", r1_event="A visit", r4_who="The nurse")
    assert stored(full_return) == [
        {"on": "2026-03-03", "event": "A visit", "who": ""},
        {"on": "", "event": "", "who": "The nurse"},
    ]


def test_a_row_beyond_the_last_is_not_looked_at(save, full_return, full_cast):
    save(full_cast.lead, r0_event="First", r5_event="Sixth")
    assert [row["event"] for row in stored(full_return)] == ["First"]


def test_a_malformed_cell_is_told_by_its_row_and_everything_else_is_kept(save, full_return, full_cast):
    saved = save(full_cast.lead, r1_on="31/2/2026", r1_event="A visit", r2_event="A call")
    (message,) = saved.form.errors["rows.rows.1.on"]
    assert ", row 2: " in message
    assert [row["event"] for row in stored(full_return)] == ["A visit", "A call"]
    # The boxes stay where they were typed: nothing moves under somebody who has to put one right.
    assert saved.form.data["rows.rows.1.on"] == "31/2/2026"
    assert saved.form.data["rows.rows.2.event"] == "A call"


def test_two_people_at_one_table_never_overwrite_one_another(save, full_return, full_cast):
    first = save(full_cast.lead, r0_event="Mine")
    mark = first.marks["rows"]
    save(full_cast.colleague, version=str(mark.version), base=mark.base, r0_event="Mine", r1_event="Theirs")
    late = save(full_cast.lead, version=str(mark.version), base=mark.base, r0_event="Mine, longer")
    assert list(late.conflicts) == ["rows"]
    assert [row["event"] for row in stored(full_return)] == ["Mine", "Theirs"]
    untouched = save(full_cast.lead, version=str(mark.version), base=mark.base, r0_event="Mine")
    assert untouched.is_clean
    assert [row["event"] for row in stored(full_return)] == ["Mine", "Theirs"]


def test_an_emptied_table_is_emptied_and_one_that_was_not_sent_stays(save, full_return, full_cast):
    mark = save(full_cast.lead, r0_event="A visit").marks["rows"]
    assert save(full_cast.lead, version=str(mark.version), base=mark.base).written == []
    assert stored(full_return)
    save(full_cast.lead, version=str(mark.version), base=mark.base, r0_event="")
    assert stored(full_return) is None


def test_a_row_begun_must_be_whole_even_where_the_table_may_be_left_empty():
    assert list(rows.gaps(table(), [{"on": "", "event": "A visit", "who": ""}])) == ["Row 1: fill in “Date”"]
    assert list(rows.gaps(table(), [{"on": "2026-03-03", "event": "A visit", "who": ""}])) == []


def test_what_happened_is_read_in_the_order_of_its_days():
    given = [
        {"on": "2026-03-03", "event": "Second", "who": ""},
        {"on": "", "event": "Some day", "who": ""},
        {"on": "2026-01-05", "event": "First", "who": "The nurse"},
        {"on": "2026-03-03", "event": "Third", "who": ""},
    ]
    lines = lines_of(table(), {parts.ROWS: given}, ())
    assert [line.label for line in lines] == [
        "Monday 5 January 2026", "Tuesday 3 March 2026", "Tuesday 3 March 2026 (2)", "No date",
    ]  # fmt: skip
    assert lines[0].text == "What happened: First\nWho: The nurse"
    assert lines[0].day == datetime.date(2026, 1, 5)


def test_a_table_without_days_in_front_keeps_its_order():
    actions = table(columns=[COLUMNS[1], COLUMNS[0]])
    given = [{"event": "Call", "on": "2026-03-03"}, {"event": "Write", "on": "2026-01-05"}]
    assert [line.label for line in lines_of(actions, {parts.ROWS: given}, ())] == ["Row 1", "Row 2"]


def test_an_event_added_is_the_only_change():
    before = [{"on": "2026-03-03", "event": "A visit", "who": ""}]
    after = [*before, {"on": "2026-01-05", "event": "A call", "who": ""}]
    pairs = pairs_of(*(lines_of(table(), {parts.ROWS: each}, ()) for each in (before, after)))
    assert [(pair.earlier is None, pair.is_same) for pair in pairs] == [(True, False), (False, True)]


def test_line_ends_of_a_browser_change_nothing():
    one, other = ({parts.ROWS: [{"event": text}]} for text in ("a\nb", "a\r\nb"))
    assert parts.same(one, other)
    assert parts.digest(one) == parts.digest(other)


def test_only_columns_that_are_still_asked_come_along_from_last_time():
    last = LastAnswer(table(), {parts.ROWS: [{"on": "2026-01-05", "event": "", "who": "N"}]}, (), 1, None)
    now = table(columns=[COLUMNS[1], COLUMNS[2]])
    assert carried_parts(now, last, (), "") == {parts.ROWS: [{"event": "", "who": "N"}]}
    assert carried_parts(table(columns=[COLUMNS[1]]), last, (), "") is None


def test_autosave_takes_a_table_and_names_the_row_that_is_wrong(client, full_return, full_cast):
    client.force_login(full_cast.lead)
    address = reverse("returns:autosave", args=[full_return.reference, "everything"])
    data = {"rows.version": "0", "rows.rows.0.event": "A visit", "rows.rows.0.on": "soon"}
    said = client.post(address, json.dumps(data), content_type="application/json").json()
    assert said["state"] == "refused"
    assert list(said["errors"]) == ["rows.rows.0.on"]
    assert stored(full_return)[0]["event"] == "A visit"


def test_the_page_shows_three_empty_rows_more_and_offers_others_without_script(client, full_return, full_cast):
    client.force_login(full_cast.lead)
    address = reverse("returns:section", args=[full_return.reference, "everything"])
    page = client.get(address).content.decode()
    assert 'name="rows.rows.2.event"' in page
    assert 'name="rows.rows.3.event"' not in page
    posted = {"rows.version": "0", "rows.rows.0.event": "A visit", "rows.rows.0.on": "3/3/2026", "more_rows": "rows"}
    answer = client.post(address, posted)
    assert answer.url == f"{address}#question-rows"
    page = client.get(address).content.decode()
    assert 'value="3 March 2026"' in page
    assert 'name="rows.rows.3.event"' in page
    assert 'name="rows.rows.4.event"' not in page


def test_the_check_page_draws_a_line_with_a_dot_for_each_day(save, client, full_return, full_cast):
    save(full_cast.lead, r0_on="3/3/2026", r0_event="A visit", r1_on="5/1/2026", r1_event="A call", r2_event="Some day")
    client.force_login(full_cast.lead)
    page = client.get(reverse("returns:check", args=[full_return.reference])).content.decode()
    assert page.count('class="portal-line__dot"') == 2
    assert page.index("A call") < page.index("A visit") < page.index("Some day")


def test_the_workbook_shows_the_table_closed_and_says_where_to_fill_it_in(save, client, full_return, full_cast):
    save(full_cast.lead, r0_on="3/3/2026", r0_event="=A visit")
    book = make_workbook(full_return, blank=False)
    sheet = load_workbook(io.BytesIO(book.getvalue()))["A Governance and leadership"]
    row = next(each for each in sheet.iter_rows(values_only=True) if str(each[1]).startswith("Table: "))
    assert "=A visit" in row[2]
    assert "Fill it in on its page in the portal" in row[3]
    assert row[4] is None
    upload = services.keep_workbook(audit_return=full_return, file=book, actor=full_cast.lead)
    comparison = services.compare_workbook(upload=upload)
    # The organisation's own name, which every workbook offers, is the only news.
    assert [each.question.key for each in comparison.changes] == ["short_text"]
    assert (comparison.conflicts, upload.problems) == ([], [])
    services.apply_workbook(upload=upload, kept={}, actor=full_cast.lead)
    assert stored(full_return)[0]["event"] == "=A visit"


def test_text_typed_into_a_table_after_the_session_ended_is_kept(full_return, full_cast):
    posted = {"rows.version": "0", "rows.rows.1.event": "Typed too late"}
    assert services.keep_typed_text(audit_return=full_return, section="everything", posted=posted, owner=full_cast.lead)
