"""How long sessions last, what their cookies are, and what the page is told for its warning (bars S11, A8, M16)."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.utils import timezone

from portal.accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

START = timezone.now().replace(microsecond=0)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def is_in(client):
    return client.get("/accounts/").status_code == 200


@pytest.mark.parametrize(
    ("kind", "minutes"), [({}, 30), ({"editor": True}, 30), ({"unit": True}, 15), ({"admin": True}, 15)]
)
def test_idle_session_ends_by_role(client, clock, kind, minutes):
    client.force_login(UserFactory(**kind))
    assert is_in(client)
    clock.shift(timedelta(minutes=minutes, seconds=-1))
    assert is_in(client)
    clock.shift(timedelta(minutes=minutes, seconds=1))
    assert not is_in(client)
    assert "_auth_user_id" not in client.session


def test_busy_session_goes_on_but_not_beyond_twelve_hours(client, clock):
    client.force_login(UserFactory())
    for _ in range(12 * 4 - 1):
        assert is_in(client)
        clock.shift(timedelta(minutes=15))
    assert is_in(client)
    clock.shift(timedelta(minutes=15, seconds=1))
    assert not is_in(client)


def test_becoming_a_member_of_the_unit_shortens_a_running_session(client, clock):
    person = UserFactory()
    client.force_login(person)
    assert is_in(client)
    clock.shift(timedelta(minutes=20))
    person.is_superuser = True
    person.save()
    assert not is_in(client)


def test_a_page_is_shown_though_it_cannot_be_noted_that_somebody_was_there(client, clock, monkeypatch):
    client.force_login(UserFactory())
    assert is_in(client)
    clock.shift(timedelta(minutes=5))

    def full_disk(*_, **__):
        raise UpdateError

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", full_disk)
    assert is_in(client)


def test_person_who_was_signed_out_is_told_why(client, clock):
    client.force_login(UserFactory())
    assert is_in(client)
    clock.shift(timedelta(minutes=31))
    page = client.get("/accounts/", follow=True)
    assert "You were signed out because nothing happened for a while" in page.text


def test_asking_how_long_is_left_does_not_count_as_being_there(client, clock):
    client.force_login(UserFactory())
    assert is_in(client)
    clock.shift(timedelta(minutes=20))
    asking = {"X-Only-Asking": "1"}
    assert client.get("/accounts/session/", headers=asking).json() == {"seconds": 600}
    clock.shift(timedelta(minutes=5))
    assert client.get("/accounts/session/", headers=asking).json() == {"seconds": 300}
    assert client.post("/accounts/session/").json() == {"seconds": 1800}
    clock.shift(timedelta(minutes=31))
    assert client.get("/accounts/session/", headers=asking).json() == {"seconds": 0}


def test_session_is_not_written_at_every_request(client, clock, django_assert_num_queries):
    client.force_login(UserFactory())
    assert is_in(client)
    clock.shift(timedelta(seconds=10))
    written = client.session.get("seen_at")
    assert is_in(client)
    assert client.session["seen_at"] == written
    clock.shift(timedelta(seconds=25))
    assert is_in(client)
    assert client.session["seen_at"] > written


def test_page_behind_the_sign_in_knows_when_the_session_ends(client, clock):
    client.force_login(UserFactory(unit=True))
    page = client.get("/accounts/").text
    assert 'data-session-seconds="900"' in page


def test_visitor_without_a_session_gets_none(client):
    for address in ("/accounts/login/", "/healthz", "/accounts/session/", "/accounts/password/reset/"):
        answer = client.get(address)
        assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_every_answer_to_a_signed_in_person_is_private(client):
    client.force_login(UserFactory(admin=True))
    for address in ("/accounts/", "/accounts/session/", "/admin/", "/accounts/password/change/", "/nowhere/"):
        assert client.get(address)["Cache-Control"] == "private, no-store"


def test_session_cookie_is_hidden_from_scripts_and_ends_with_the_browser(client):
    client.force_login(UserFactory())
    is_in(client)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_limits_are_what_the_policy_says():
    assert timedelta(minutes=30) == settings.SESSION_IDLE_LIMIT
    assert timedelta(minutes=15) == settings.SESSION_IDLE_LIMIT_BUSINESS_UNIT
    assert timedelta(hours=12) == settings.SESSION_ABSOLUTE_LIMIT
    assert settings.SESSION_COOKIE_AGE == 12 * 60 * 60
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE
    assert settings.PASSWORD_RESET_TIMEOUT == 60 * 60
    assert timedelta(days=14) == settings.INVITATION_LIFETIME
