"""Signing in and out, forgotten and changed passwords, and what guessing meets (bars S9, S10, A5, A7)."""

import re
import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.accounts import adapter, throttle
from portal.accounts.models import FailedSignIn
from portal.accounts.tests.factories import PASSWORD, UserFactory
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db

LOGIN, RESET = "/accounts/login/", "/accounts/password/reset/"


@pytest.fixture(autouse=True)
def _no_failures_yet():
    cache.clear()


@pytest.fixture
def ada():
    return UserFactory(email="ada@school.example")


def sign_in(client, email, password=PASSWORD, address="192.0.2.1"):
    return client.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=address)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def without_token(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|Reference: <strong[^>]*>\w+', "", page.text)


def reset_link():
    return re.search(r"http://127\.0\.0\.1:8000(/accounts/password/reset/key/\S+/)", Message.objects.get().text)[1]


@pytest.mark.parametrize("typed", ["ada@school.example", "ADA@School.Example", " ada@school.example "])
def test_address_signs_in_however_it_is_typed(client, ada, typed):
    answer = sign_in(client, typed)
    assert (answer.status_code, answer.url) == (302, reverse("start"))
    assert is_signed_in(client)
    assert AuditTrail.objects.get().action == "account.signed_in"


def test_sign_in_goes_on_to_the_page_asked_for_but_never_to_another_site(client, ada):
    for wanted, reached in (("/actions/?late=1", "/actions/?late=1"), ("https://evil.example/", reverse("start"))):
        answer = client.post(LOGIN, {"login": ada.email, "password": PASSWORD, "next": wanted})
        assert answer.url == reached
        client.logout()


def test_wrong_password_keeps_the_address_and_says_what_is_wrong(client, ada):
    page = sign_in(client, ada.email, "not this one")
    assert page.status_code == 200
    assert "<title>Error: Sign in" in page.text
    assert "The e-mail address or the password is wrong." in page.text
    assert 'value="ada@school.example"' in page.text
    assert "not this one" not in page.text
    assert not is_signed_in(client)


def test_empty_fields_are_named_and_linked(client):
    page = client.post(LOGIN, {})
    for text, target in (("Enter your e-mail address.", "id_login"), ("Enter your password.", "id_password")):
        assert f'<a href="#{target}">{text}</a>' in page.text


def test_fields_tell_password_managers_what_they_are(client):
    page = client.get(LOGIN).text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page


@pytest.mark.parametrize("state", ["inactive", "invited"])
def test_person_who_may_not_sign_in_looks_like_a_wrong_password(client, ada, state):
    other = UserFactory(email="eva@school.example", **{state: True})
    known, unknown = sign_in(client, other.email), sign_in(client, "nobody@school.example")
    assert not is_signed_in(client)
    assert without_token(known).replace("eva@", "nobody@") == without_token(unknown)


def test_person_who_is_switched_off_is_out_at_the_next_request(client, ada):
    sign_in(client, ada.email)
    ada.is_active = False
    ada.save()
    assert client.get("/accounts/").status_code == 302


def test_signing_in_changes_the_session_key(client, ada):
    planted = client.session
    planted["before"] = "sign-in"
    planted.save()
    sign_in(client, ada.email)
    assert client.session.session_key != planted.session_key
    assert not planted.exists(planted.session_key)


def test_sign_out_needs_a_post(client, ada):
    sign_in(client, ada.email)
    assert client.get("/accounts/logout/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/accounts/logout/").url == "/"
    assert not is_signed_in(client)


def test_ten_wrong_passwords_lock_the_pair_of_person_and_address(client, ada):
    answers = [sign_in(client, ada.email, "wrong").status_code for _ in range(12)]
    assert answers == [200] * 10 + [429] * 2
    locked = sign_in(client, ada.email)
    assert (locked.status_code, locked["Retry-After"]) == (429, "900")
    assert "Try again in 15 minutes" in locked.text
    assert not is_signed_in(client)


def test_lock_does_not_reach_colleagues_or_other_addresses(client, ada):
    for _ in range(45):
        sign_in(client, ada.email, "wrong")
    assert sign_in(client, UserFactory().email).status_code == 302
    client.logout()
    assert sign_in(client, ada.email, address="192.0.2.77").status_code == 302


def test_lock_opens_by_itself_within_a_quarter_of_an_hour(client, ada):
    for _ in range(11):
        sign_in(client, ada.email, "wrong")
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        assert sign_in(client, ada.email).status_code == 302


def test_fifty_names_from_one_address_are_throttled(client, ada):
    answers = [sign_in(client, f"guess{number}@school.example", "wrong").status_code for number in range(50)]
    assert answers == [200] * 40 + [429] * 10
    assert sign_in(client, ada.email, address="192.0.2.77").status_code == 302


def test_empty_names_lock_nobody(client, ada):
    for _ in range(20):
        assert client.post(LOGIN, {"login": "", "password": "wrong"}).status_code == 200
    assert sign_in(client, ada.email).status_code == 302


def test_addresses_of_one_network_are_one():
    assert throttle.network_of("2001:db8::1:2") == throttle.network_of("2001:db8::ffff") == "2001:db8::"
    assert throttle.network_of("192.0.2.1") != throttle.network_of("192.0.2.2")


def test_failures_are_forgotten_when_they_no_longer_count(client, ada):
    sign_in(client, ada.email, "wrong")
    throttle.forget_old_failures()
    assert FailedSignIn.objects.count() == 1
    assert ada.email not in repr(FailedSignIn.objects.values())
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        throttle.forget_old_failures()
    assert not FailedSignIn.objects.exists()


def test_wrong_password_writes_once(client, ada):
    sign_in(client, ada.email, "wrong")
    with CaptureQueriesContext(connection) as queries:
        sign_in(client, ada.email, "wrong")
    writes = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(writes) == 1


def test_right_passwords_do_not_use_up_the_tries(client, ada):
    for _ in range(15):
        assert sign_in(client, ada.email).status_code == 302
        client.logout()


def test_tries_are_counted_before_the_password_is_hashed(client, ada, monkeypatch):
    for _ in range(10):
        sign_in(client, ada.email, "wrong")
    hashed = []
    monkeypatch.setattr("django.contrib.auth.hashers.MD5PasswordHasher.encode", lambda *words: hashed.append(words))
    assert sign_in(client, ada.email).status_code == 429
    assert hashed == []


def test_busy_process_turns_sign_ins_away_before_it_hashes(client, ada, monkeypatch):
    monkeypatch.setattr(adapter, "hashing", threading.BoundedSemaphore(1))
    with adapter.hashing:
        page = sign_in(client, ada.email)
    assert "Many people are signing in at this moment" in page.text
    assert 'value="ada@school.example"' in page.text
    assert not is_signed_in(client)
    assert sign_in(client, ada.email).status_code == 302


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
def test_every_try_makes_room_for_the_next(client, ada, password):
    for _ in range(adapter.SIGN_INS_AT_ONCE + 1):
        assert "Many people" not in sign_in(client, ada.email, password).text
        client.logout()


def test_forgotten_password_is_replaced_by_a_link_that_works_once(client, ada):
    assert client.post(RESET, {"email": "ADA@school.example"}).url == f"{RESET}done/"
    link = reset_link()
    page = client.get(link, follow=True)
    assert page.status_code == 200
    new = "four other plain words"
    answer = client.post(page.redirect_chain[-1][0], {"password1": new})
    assert answer.url == reverse("start")
    assert is_signed_in(client)
    ada.refresh_from_db()
    assert ada.check_password(new)
    assert [mail.subject for mail in Message.objects.all()] == ["Choose a new password", "Your password was changed"]
    assert "This link no longer works" in client.get(link, follow=True).text


def test_reset_link_goes_to_the_address_we_hold(client, ada):
    client.post(RESET, {"email": "Ada@School.Example"})
    assert Message.objects.get().to == "ada@school.example"


def test_reset_page_is_the_same_for_known_and_unknown_addresses(client, ada):
    known = client.post(RESET, {"email": ada.email}, follow=True)
    unknown = client.post(RESET, {"email": "nobody@school.example"}, follow=True)
    assert (known.status_code, known.redirect_chain) == (unknown.status_code, unknown.redirect_chain)
    assert without_token(known) == without_token(unknown)
    assert [mail.to for mail in Message.objects.all()] == [ada.email]


def test_people_who_may_not_sign_in_get_no_reset_link(client):
    for state in ("inactive", "invited"):
        client.post(RESET, {"email": UserFactory(**{state: True}).email})
    assert not Message.objects.exists()


def test_many_reset_mails_to_one_person_are_refused(client, ada):
    answers = [client.post(RESET, {"email": ada.email}).status_code for _ in range(7)]
    assert answers == [302] * 5 + [429] * 2
    assert Message.objects.count() == 5


def test_address_that_was_changed_no_longer_signs_in(client, ada):
    client.post(RESET, {"email": ada.email})
    ada.email = "ada@new.example"
    ada.save()
    assert sign_in(client, "ada@school.example").status_code == 200
    assert "This link no longer works" in client.get(reset_link(), follow=True).text
    assert sign_in(client, "ada@new.example").status_code == 302


def test_changing_the_password_ends_the_other_sessions_only(client, ada):
    other = type(client)()
    sign_in(client, ada.email)
    sign_in(other, ada.email)
    words = {"oldpassword": PASSWORD, "password1": "four other plain words"}
    assert client.post("/accounts/password/change/", words).url == "/accounts/"
    assert client.get("/accounts/").status_code == 200
    assert other.get("/accounts/").status_code == 302
    assert [mail.subject for mail in Message.objects.all()] == ["Your password was changed"]
    assert AuditTrail.objects.filter(action="account.password_set", actor=ada).count() == 1


def test_changing_the_password_needs_the_old_one(client, ada):
    sign_in(client, ada.email)
    words = {"oldpassword": "wrong", "password1": "four other plain words"}
    page = client.post("/accounts/password/change/", words)
    assert "This is not your current password." in page.text
    assert '<a href="#id_oldpassword">' in page.text
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)
