"""The pages of moderation: who finds what in which state, what they say, and that open pages stay up to date."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit_forms.case_audits import services
from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.models import AgreedGrade, BlindGrade, Dissent
from audit_forms.case_audits.tests.meetings import OVERALL, address, text_of

pytestmark = pytest.mark.django_db

RUN = {"unit", "chair"}
AUDITORS = {"police auditor", "health auditor"}
PART = AUDITORS | {"police lead", "health lead"}
ALL = RUN | PART
BEFORE, DURING, AFTER = AuditStatus.QUALITY_ASSURANCE, AuditStatus.MODERATION, AuditStatus.REPORT_DRAFTED
# What somebody named finds by GET; everybody else gets 404. "to" is a way back to the meeting's page, 403 a refusal.
FOUND = {
    ("meeting", BEFORE): dict.fromkeys(ALL, 200),
    ("meeting", DURING): dict.fromkeys(ALL, 200),
    ("meeting", AFTER): dict.fromkeys(ALL, 200),
    ("news", DURING): dict.fromkeys(ALL, 200),
    ("blind", BEFORE): dict.fromkeys(AUDITORS, 200),
    ("blind", DURING): dict.fromkeys(AUDITORS, 302),
    ("blind", AFTER): dict.fromkeys(AUDITORS, 302),
    ("attendance", BEFORE): dict.fromkeys(PART, 403) | dict.fromkeys(RUN, 302),
    ("attendance", DURING): dict.fromkeys(PART, 403) | dict.fromkeys(RUN, 200),
    ("attendance", AFTER): dict.fromkeys(PART, 403) | dict.fromkeys(RUN, 200),
    ("arrange", BEFORE): {"unit": 200},
    ("arrange", DURING): {"unit": 200},
    ("arrange", AFTER): {"unit": 302},
    ("excuse", BEFORE): {"chair": 200, "unit": 403},
    ("case", BEFORE): {},
    ("case", DURING): dict.fromkeys(ALL, 200),
    ("case", AFTER): dict.fromkeys(ALL, 200),
    ("case_news", BEFORE): {},
    ("case_news", DURING): dict.fromkeys(ALL, 200),
    ("case_news", AFTER): dict.fromkeys(ALL, 200),
}
# What somebody's POST of a right form does: 302 it happened (or says why not), 403 not theirs.
SENT = {
    ("open", BEFORE): dict.fromkeys(PART, 403) | dict.fromkeys(RUN, 302),
    ("end", DURING): dict.fromkeys(PART | {"unit"}, 403) | {"chair": 302},
    ("reopen", AFTER): dict.fromkeys(PART, 403) | dict.fromkeys(RUN, 302),
    ("case", BEFORE): {},
    ("case", DURING): dict.fromkeys(PART, 403) | dict.fromkeys(RUN, 302),
    ("case", AFTER): dict.fromkeys(PART, 403) | dict.fromkeys(RUN, 200),
    ("dissent", DURING): dict.fromkeys(RUN | PART - AUDITORS, 403) | dict.fromkeys(AUDITORS, 302),
    ("themes", DURING): dict.fromkeys(PART, 403) | dict.fromkeys(RUN, 302),
    ("case_themes", DURING): dict.fromkeys(PART, 403) | dict.fromkeys(RUN, 302),
}
RIGHT = {"level": "amber", "reason": "We talked.", "version": "0", "words": "We do not agree.", "new": "Drift"}


def outcomes(client, world, send):
    """The status of each person's answer, 404s left out."""
    found = {}
    for name, person in world.people.items():
        client.force_login(person)
        status = send().status_code
        if status != 404:
            found[name] = status
    return found


@pytest.mark.parametrize(("name", "status"), list(FOUND))
def test_who_finds_which_page_in_which_state(client, opened, name, status):
    opened.set_status(status)
    assert outcomes(client, opened, lambda: client.get(address(opened, name))) == FOUND[name, status]


@pytest.mark.parametrize(("name", "status"), list(SENT))
def test_who_may_send_what_in_which_state(client, opened, name, status):
    opened.agree(OVERALL)
    opened.set_status(status)

    def send():
        answer = client.post(address(opened, name, "?domain=first" if name in ("case", "dissent") else ""), RIGHT)
        opened.set_status(status)
        AgreedGrade.objects.exclude(question_key="").delete()
        return answer

    assert outcomes(client, opened, send) == SENT[name, status]


@pytest.mark.parametrize("who", ["police lead", "police auditor", "health auditor", "unit", "chair"])
def test_before_the_opening_no_page_shows_anybodys_blind_grade_but_ones_own(client, meeting, who):
    meeting.enter(meeting.health, meeting.health_part, first="red", overall="red")
    client.force_login(meeting.people[who])
    page = client.get(address(meeting, "meeting"))
    assert "Not in place" not in page.content.decode()
    if who in ("unit", "chair"):
        assert "2 of 2" in text_of(page)
    answer = client.get(address(meeting, "blind"))
    if answer.status_code == 200:
        ticked = BeautifulSoup(answer.content, "html.parser").select("input[checked]")
        assert [box["value"] for box in ticked] == (["red", "red"] if who == "health auditor" else [])


def test_blind_grades_are_entered_on_a_page_with_the_guidance_open(client, meeting):
    client.force_login(meeting.police.auditor)
    page = client.get(address(meeting, "blind"))
    assert "Blind grades entered: 0 of 2" in text_of(page)
    assert "What In place looks like." in text_of(page)
    client.post(address(meeting, "blind"), {"first": "green", "first.base": "", "overall": "", "overall.base": ""})
    assert "Blind grades entered: 1 of 2" in text_of(client.get(address(meeting, "blind")))


def test_a_page_left_open_overwrites_no_grade_it_did_not_touch(client, meeting):
    meeting.enter(meeting.police, meeting.police_part, first="red")
    client.force_login(meeting.police.auditor)
    stale = {"first": "", "first.base": "", "overall": "amber", "overall.base": ""}
    client.post(address(meeting, "blind"), stale)
    assert {each.question_key: each.level.key for each in BlindGrade.objects.all()} == {"first": "red", "": "amber"}


def test_a_new_auditor_is_told_who_entered_grades_before(client, meeting):
    meeting.enter(meeting.police, meeting.police_part, first="green")
    meeting.replace_auditor(meeting.police, meeting.police_part)
    client.force_login(meeting.police.second_auditor)
    assert f"entered by {meeting.police.auditor}" in text_of(client.get(address(meeting, "blind")))
    meeting.open()
    client.force_login(meeting.chair)
    page = text_of(client.get(address(meeting, "case", "?domain=first")))
    assert f"entered by {meeting.police.auditor}" in page


def test_a_conflict_closes_the_case_at_the_next_request(client, opened):
    client.force_login(opened.police.auditor)
    assert client.get(address(opened, "case_news")).status_code == 200
    opened.conflict(opened.police_part, opened.police.auditor)
    for name in ("case", "case_news", "meeting"):
        assert client.get(address(opened, name)).status_code == 404
    assert client.post(address(opened, "dissent", "?domain=first"), RIGHT).status_code == 404


def test_a_refused_grade_keeps_what_was_typed(client, opened):
    client.force_login(opened.chair)
    answer = client.post(address(opened, "case", "?domain=first"), {"level": "green", "reason": "", "version": "0"})
    assert "Say why: this is another grade" in text_of(answer)
    assert BeautifulSoup(answer.content, "html.parser").select_one("input[checked]")["value"] == "green"


def test_of_two_moderators_the_second_sees_both_texts_and_may_replace(client, opened):
    opened.agree(level="green", reason="By the chair.")
    client.force_login(opened.unit)
    sent = {"level": "red", "reason": "By the unit.", "version": "0"}
    answer = client.post(address(opened, "case", "?domain=first"), sent)
    page = BeautifulSoup(answer.content, "html.parser")
    assert "By the chair." in page.select_one(".portal-conflict").text
    assert "By the unit." in page.select_one("#agree-reason").text
    version = page.select_one("#agree-version")["value"]
    client.post(address(opened, "case", "?domain=first"), sent | {"version": version})
    assert AgreedGrade.objects.get().reason == "By the unit."


def test_of_two_windows_of_an_auditor_the_second_sees_both_dissents(client, opened):
    client.force_login(opened.police.auditor)
    here = address(opened, "dissent", "?domain=first")
    client.post(here, {"words": "First window.", "version": "0"})
    page = BeautifulSoup(client.post(here, {"words": "Second window.", "version": "0"}).content, "html.parser")
    assert "First window." in page.select_one(".portal-conflict").text
    assert "Second window." in page.select_one("#dissent-words").text
    assert Dissent.objects.get().words == "First window."


def test_an_open_page_is_told_only_what_is_new(client, opened):
    client.force_login(opened.health.auditor)
    first = client.get(address(opened, "case_news"))
    same = client.get(address(opened, "case_news"), headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    opened.agree(level="amber")
    later = client.get(address(opened, "case_news"), headers={"If-None-Match": first["ETag"]})
    row = BeautifulSoup(later.content, "html.parser").select_one("[data-row=first]")
    assert row["data-said"] == "Agreed: domain 4.1, Partly in place"


def test_nothing_is_gathered_for_a_page_that_knows_it_all(client, opened):
    client.force_login(opened.health.auditor)
    with CaptureQueriesContext(connection) as whole:
        first = client.get(address(opened, "case_news"))
    with CaptureQueriesContext(connection) as nothing_new:
        client.get(address(opened, "case_news"), headers={"If-None-Match": first["ETag"]})
    assert len(nothing_new) < len(whole) / 2


def test_asking_for_news_does_not_keep_anybody_signed_in(client, opened):
    client.force_login(opened.chair)
    client.get(address(opened, "case"))
    session = client.session
    session["seen_at"] = session["seen_at"] - 60
    session.save()
    client.get(address(opened, "case_news"), headers={"X-Only-Asking": "1"})
    assert client.session["seen_at"] == session["seen_at"]


def test_the_projector_shows_no_person_and_no_text(client, opened):
    opened.agree(level="amber", reason="A reason that somebody wrote.")
    words = "Words of an agency."
    services.write_dissent(case=opened.case, key="first", words=words, version=0, actor=opened.police.auditor)
    client.force_login(opened.chair)
    for name in ("case", "case_news"):
        page = client.get(address(opened, name, "?view=room")).content.decode()
        assert "Two grades apart" in page
        assert "1 dissent" in page
        people = [person.name for person in opened.people.values()]
        assert [each for each in [*people, "A reason", words] if each in page] == []


def test_next_and_previous_case_lead_through_those_that_one_sees(client, opened):
    other, third = opened.add_case(), opened.add_case()
    opened.graded(opened.health, case=other)
    opened.graded(opened.police, case=third)
    client.force_login(opened.police.auditor)
    page = BeautifulSoup(client.get(address(opened, "case")).content, "html.parser")
    assert page.select_one("main a[rel=next]").text == f"Next case: {third.reference}"
    assert page.select_one("main a[rel=prev]") is None


def test_the_number_of_queries_does_not_grow_with_the_cases(client, opened, django_assert_max_num_queries):
    for _ in range(5):
        case = opened.add_case()
        for agency in (opened.police, opened.health):
            opened.graded(agency, case=case)
    client.force_login(opened.chair)
    client.get(address(opened, "meeting"))
    for name in ("meeting", "case", "case_news"):
        with django_assert_max_num_queries(60):
            client.get(address(opened, name))
