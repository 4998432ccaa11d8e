"""A grade that asks about immediate risk: the question opens in that very question and nobody passes it by."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from audit_forms.questionnaires.models import Question
from audit_forms.questionnaires.selection import rating_levels
from audit_forms.returns import parts, services
from audit_forms.returns.completeness import missing_parts
from audit_forms.returns.display import lines_of
from audit_forms.returns.services.sign_off import Incomplete
from audit_forms.returns.tests.factories import CaseCast, case_return, fill_case
from audit_forms.returns.workbook.writing import make_workbook

KEY = "voice-grade"
TOLD = "The front door, 3 March 2026 at 14:10."


@pytest.fixture
def audited(db):
    return case_return()


@pytest.fixture
def people(audited):
    return CaseCast(audited)


def grade(audited, actor, version="0", **given):
    posted = {f"{KEY}.version": version, f"{KEY}.level": "inadequate", f"{KEY}.text": "Seen once in a year."}
    posted |= {f"{KEY}.{part}": text for part, text in given.items()}
    return services.save_answers(audit_return=audited, section="voice", posted=posted, actor=actor)


def answer(audited):
    return audited.answers.select_related("question").get(question__key=KEY)


def missing(audited):
    levels = rating_levels(audited.edition)
    row = answer(audited)
    return [each.part for each in missing_parts(row.question, parts.parts_of(row.question, row, levels), levels)]


@pytest.mark.parametrize(
    ("given", "needed"),
    [
        ({}, ["risk"]),
        ({"risk": "yes"}, ["risk_told"]),
        ({"risk": "yes", "risk_told": " "}, ["risk_told"]),
        ({"risk": "yes", "risk_why_not": "Wrong box"}, ["risk_told"]),
        ({"risk": "yes", "risk_told": TOLD}, []),
        ({"risk": "no"}, ["risk_why_not"]),
        ({"risk": "no", "risk_why_not": "The child lives elsewhere now."}, []),
    ],
)
def test_what_the_grade_still_needs(audited, people, given, needed):
    assert grade(audited, people.writer, **given).is_clean
    assert missing(audited) == needed


def test_no_other_grade_asks(audited, people):
    grade(audited, people.writer, level="requires-improvement")
    assert missing(audited) == []


def test_it_is_asked_even_where_the_question_may_be_left_empty(audited, people):
    levels = rating_levels(audited.edition)
    optional = Question.objects.get(section__edition=audited.edition, key=KEY)
    optional.required = False
    given = parts.empty_parts(optional)
    assert missing_parts(optional, given, levels) == []
    assert [each.part for each in missing_parts(optional, given | {"level": "inadequate"}, levels)] == ["risk"]


def test_nobody_sends_the_audit_before_it_is_answered(client, audited, people):
    fill_case(audited, people.writer, **{"voice-grade__level": "inadequate"})
    with pytest.raises(Incomplete) as refused:
        services.send_for_sign_off(audit_return=audited, actor=people.writer)
    assert refused.value.keys == [KEY]
    client.force_login(people.writer)
    page = client.get(reverse("returns:check", args=[audited.reference])).content.decode()
    assert "Say whether there is an immediate risk" in page
    assert grade(audited, people.writer, version="1", risk="yes", risk_told=TOLD).is_clean
    services.send_for_sign_off(audit_return=audited, actor=people.writer)
    audited.refresh_from_db()
    assert audited.status == "awaiting_sign_off"


def test_the_page_asks_beneath_the_grade_and_says_whom_to_call(client, audited, people):
    client.force_login(people.writer)
    page = client.get(reverse("returns:section", args=[audited.reference, "voice"])).content.decode()
    assert 'data-group="risk"' in page
    assert "Is a child or adult at immediate risk, or is practice unsafe?" in page
    assert "If you chose Inadequate" in page
    assert 'data-asks="evidence risk"' in page


def test_scales_that_do_not_ask_have_no_such_boxes_and_their_answers_stay_alike(client, audit_return, cast):
    posted = {"first.version": "0", "first.level": "green", "first.text": "Minutes", "first.risk": "yes"}
    section = audit_return.edition.sections.get().key
    services.save_answers(audit_return=audit_return, section=section, posted=posted, actor=cast.lead)
    row = audit_return.answers.get()
    assert row.value is None
    assert not set(parts.parts_of(row.question, row, rating_levels(audit_return.edition))) & set(parts.RISK_PARTS)
    client.force_login(cast.lead)
    page = client.get(reverse("returns:section", args=[audit_return.reference, section])).content.decode()
    assert "Is a child or adult at immediate risk" not in page


def test_it_is_read_compared_and_told_from_no_answer(audited, people):
    grade(audited, people.writer, risk="no", risk_why_not="Lives elsewhere.")
    row, levels = answer(audited), rating_levels(audited.edition)
    now = parts.parts_of(row.question, row, levels)
    told = {line.label: line.text for line in lines_of(row.question, now, levels)}
    assert told["Immediate risk, or unsafe practice"] == "No"
    assert told["Why there is none"] == "Lives elsewhere."
    assert not parts.same(now, now | {"risk": "yes"})
    assert parts.same({"level": "good"}, {"level": "good", "risk": "", "risk_told": ""})


def test_the_workbook_brings_it_back(audited, people):
    grade(audited, people.writer)
    book = load_workbook(make_workbook(audited, blank=False))
    sheet = next(each for each in book if each.title.startswith("3 "))
    cells = {row[4].value: row[2] for row in sheet.iter_rows(min_row=2)}
    cells[f"{KEY}.risk"].value = "Yes"
    cells[f"{KEY}.risk_told"].value = TOLD
    file = BytesIO()
    book.save(file)
    upload = services.keep_workbook(audit_return=audited, file=file, actor=people.writer)
    assert services.apply_workbook(upload=upload, kept={}, actor=people.writer) == 1
    assert answer(audited).value == {"risk": "yes", "risk_told": TOLD}
