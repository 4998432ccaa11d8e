"""Leaving by one click, from any issue and as often as one likes, and coming back (bars G9)."""

import time

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from portal.trail.models import AuditTrail
from publications import wording
from publications.enums import StopReason
from publications.models import ConsentRecord
from publications.tests.factories import SubscriberFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def words_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.text.split())


def test_looking_at_the_leaving_page_leaves_nothing(client):
    reader = SubscriberFactory()
    assert "Get no more mail from us?" in words_of(client.get(reader.leave_path()))
    client.head(reader.leave_path())
    reader.refresh_from_db()
    assert reader.is_active


def test_mail_program_leaves_by_one_post_without_cookie_or_token(client):
    reader = SubscriberFactory()
    program = Client(enforce_csrf_checks=True)
    started = time.process_time()
    response = program.post(reader.leave_path(), {"List-Unsubscribe": "One-Click"})
    assert time.process_time() - started < 1
    assert response.status_code == 200
    reader.refresh_from_db()
    assert reader.stop_reason == StopReason.LEFT


@pytest.mark.parametrize("body", ["List-Unsubscribe=One-Click", "", "\0\r\n%%%"])
def test_leaving_works_whatever_the_body_and_twice(body):
    reader = SubscriberFactory()
    program = Client(enforce_csrf_checks=True)
    for _ in range(2):
        response = program.post(reader.leave_path(), body, content_type="application/x-www-form-urlencoded")
        assert response.status_code == 200
        assert "You get no more mail from us" in words_of(response)
    reader.refresh_from_db()
    first = reader.stopped_at
    program.post(reader.leave_path(), body, content_type="multipart/form-data; boundary=x")
    reader.refresh_from_db()
    assert reader.stopped_at == first
    assert AuditTrail.objects.filter(action="subscriber.stopped").count() == 1


def test_leaving_is_undone_by_one_press_with_the_choices_as_they_were(client):
    theme = ThemeFactory()
    reader = SubscriberFactory.following(theme)
    page = BeautifulSoup(client.post(reader.leave_path()).content, "html.parser")
    back = page.find("form", action=f"/subscribe/come-back/{reader.key}/")
    assert back
    client.get(back["action"])
    reader.refresh_from_db()
    assert not reader.is_active
    response = client.post(back["action"])
    assert response.headers["Location"] == reader.preferences_path()
    client.post(back["action"])
    reader.refresh_from_db()
    assert reader.is_active
    assert list(reader.themes.all()) == [theme]
    assert wording.COME_BACK in ConsentRecord.objects.get().wording


@pytest.mark.parametrize("reason", [StopReason.REFUSED, StopReason.UNREACHED, StopReason.BUSINESS_UNIT])
def test_stop_by_somebody_else_is_not_undone_by_a_press(client, reason):
    reader = SubscriberFactory(stopped_at=timezone.now(), stop_reason=reason)
    assert "come-back" not in client.get(reader.leave_path()).text
    assert client.post(f"/subscribe/come-back/{reader.key}/").headers["Location"] == "/subscribe/"
    reader.refresh_from_db()
    assert not reader.is_active


def test_page_of_choices_of_who_has_left_leads_to_coming_back(client):
    reader = SubscriberFactory(left=True)
    assert client.get(reader.preferences_path()).headers["Location"] == reader.leave_path()
    assert client.post(reader.preferences_path(), {"wanted": ["newsletter"]}).status_code == 302
    reader.refresh_from_db()
    assert not reader.is_active
