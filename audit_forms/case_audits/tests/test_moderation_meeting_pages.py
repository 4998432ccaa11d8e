"""Arranging, opening and ending a meeting on its pages, and who came."""

import pytest
from bs4 import BeautifulSoup

from audit_forms.case_audits.models import Excuse, Moderation
from audit_forms.case_audits.tests.meetings import address, text_of
from audit_forms.returns.enums import ReturnStatus
from portal.outbox.models import Message

pytestmark = pytest.mark.django_db


def test_opening_is_refused_in_words(client, meeting):
    meeting.police_part.audit_return.status = ReturnStatus.SUBMITTED
    meeting.police_part.audit_return.save()
    client.force_login(meeting.chair)
    assert "1 return is neither accepted nor excused" in text_of(client.post(address(meeting, "open"), follow=True))
    client.post(address(meeting, "excuse"), {"reason": "The record was sealed."})
    assert Excuse.objects.get().reason == "The record was sealed."
    assert "Moderation is open" in text_of(client.post(address(meeting, "open"), follow=True))


def test_ending_is_refused_in_words(client, opened):
    client.force_login(opened.chair)
    assert "1 case lacks an agreed overall grade" in text_of(client.post(address(opened, "end"), follow=True))


WHEN = {"day": "1/2/2027", "at": "2pm", "place": "Town Hall, room 3", "papers": "https://papers.example/agenda"}


def test_the_meeting_is_set_and_everybody_is_told_without_content(client, meeting):
    client.force_login(meeting.unit)
    for _ in range(2):
        client.post(address(meeting, "arrange"), WHEN | {"version": "1"})
    told = Message.objects.filter(subject="A moderation meeting waits for you")
    people = (meeting.chair, meeting.police.auditor, meeting.health.auditor)
    assert sorted(told.values_list("to", flat=True)) == sorted(person.email for person in people)
    for mail in told:
        for secret in (meeting.case.reference, meeting.audit.title, "Town Hall", "agenda", "Demo Police"):
            assert secret not in mail.subject + mail.text + mail.html
    client.force_login(meeting.police.auditor)
    assert "Monday 1 February 2027, 2pm" in text_of(client.get(address(meeting, "meeting")))


def test_two_who_set_the_meeting_overwrite_nothing(client, meeting):
    client.force_login(meeting.unit)
    client.post(address(meeting, "arrange"), WHEN | {"version": "1"})
    client.force_login(meeting.unit2)
    page = client.post(address(meeting, "arrange"), WHEN | {"place": "Elsewhere", "version": "1"})
    assert "Town Hall, room 3" in text_of(page)
    assert "Elsewhere" in page.content.decode()
    assert Moderation.objects.get().place == "Town Hall, room 3"


def test_the_calendar_file_has_time_and_place_and_no_content(client, meeting):
    client.force_login(meeting.unit)
    assert client.get(address(meeting, "calendar")).status_code == 404
    client.post(address(meeting, "arrange"), WHEN | {"version": "1"})
    file = client.get(address(meeting, "calendar")).content.decode()
    assert "DTSTART:20270201T140000Z" in file or "DTSTART;TZID=Europe/London:20270201T140000" in file
    for secret in (meeting.case.reference, meeting.audit.title, "papers.example", "Demo Police"):
        assert secret not in file


def test_who_came_is_noted_on_a_page(client, opened):
    client.force_login(opened.chair)
    page = BeautifulSoup(client.get(address(opened, "attendance")).content, "html.parser")
    names = [select["name"] for select in page.select("main select") if select["name"] != "presence"]
    assert len(names) == 2
    sent = {
        names[0]: "room",
        f"{names[0]}.base": "",
        "name": "Guest Speaker",
        "agency": "Housing",
        "presence": "remote",
    }
    client.post(address(opened, "attendance"), sent)
    noted = {(each.name, each.presence) for each in Moderation.objects.get().attendances.all()}
    assert ("Guest Speaker", "remote") in noted
    assert len(noted) == 2


@pytest.mark.parametrize("name", ["themes", "case_themes"])
@pytest.mark.parametrize("words", ["", "NHS 943 476 5919", "long " * 30])
def test_a_refused_theme_stays_in_its_box_with_the_reason(client, opened, name, words):
    client.force_login(opened.chair)
    page = BeautifulSoup(client.post(address(opened, name), {"new": words}).content, "html.parser")
    assert page.select_one("#error-summary li a")["href"] == "#theme-new"
    assert page.select_one("#theme-new").get("value", "").split() == words.split()
