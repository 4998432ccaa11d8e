"""The second step: set up, asked for, sealed, and taken away when it is lost (bars S8, M8, M10)."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from portal.accounts import factor_services, sealing
from portal.accounts.tests.factor_steps import code_of, give_app, set_up_app
from portal.accounts.tests.factories import PASSWORD, UserFactory
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db

LOGIN, OVERVIEW = "/accounts/login/", "/accounts/second-step/"
CHECK, APP, CODES = f"{OVERVIEW}check/", f"{OVERVIEW}app/", f"{OVERVIEW}codes/"


@pytest.fixture(autouse=True)
def _nothing_counted_yet():
    cache.clear()


@pytest.fixture
def ada():
    return UserFactory(email="ada@school.example")


def sign_in(client, person):
    return client.post(LOGIN, {"login": person.email, "password": PASSWORD})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def dump():
    """Every row of the factors as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        return str(cursor.fetchall())


def test_an_app_is_set_up_without_javascript_and_recovery_codes_follow_once(
    client, ada, django_capture_on_commit_callbacks
):
    sign_in(client, ada)
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up_app(client)
    codes = re.findall(r"<li><code>(\d{8})</code>", client.get(CODES).text)
    assert len(set(codes)) == 10
    assert codes[0] not in client.get(CODES).text
    assert {kept.type for kept in Authenticator.objects.all()} == {"totp", "recovery_codes"}
    assert secret not in dump()
    assert AuditTrail.objects.filter(action="account.app_added").exists()
    assert "An app for codes was added" in Message.objects.get().subject


def test_passkey_comes_first_then_the_app_then_recovery_codes(client, ada):
    sign_in(client, ada)
    page = client.get(OVERVIEW).text
    places = [page.index(f"<h2>{words}</h2>") for words in ("Passkey", "App for codes", "Recovery codes")]
    assert places == sorted(places)


def test_the_password_alone_does_not_sign_in_whoever_has_a_factor(client, ada):
    secret = give_app(ada)
    answer = sign_in(client, ada)
    assert answer.url == CHECK
    assert not is_signed_in(client)
    assert client.get("/start/").url.startswith(LOGIN)
    assert "wrong" in client.post(CHECK, {"code": "000000"}).text
    client.post(CHECK, {"code": code_of(secret)})
    assert is_signed_in(client)


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/", "/django-admin/login/"])
def test_no_side_door_opens_with_the_password_alone(client, door):
    person = UserFactory(admin=True)
    give_app(person)
    client.post(door, {"username": person.email, "login": person.email, "password": PASSWORD})
    assert not is_signed_in(client)


def test_a_code_works_once(client, ada):
    """The memory of used codes is a table, so that every process has it; `tests/test_codes_at_once.py` asks two."""
    secret = give_app(ada)
    code = code_of(secret)
    sign_in(client, ada)
    client.post(CHECK, {"code": code})
    client.logout()
    sign_in(client, ada)
    assert "used before" in client.post(CHECK, {"code": code}).text
    assert not is_signed_in(client)


def test_a_recovery_code_works_once(client, ada):
    sign_in(client, ada)
    set_up_app(client)
    code = re.search(r"<li><code>(\d{8})</code>", client.get(CODES).text)[1]
    for works in (True, False):
        client.logout()
        sign_in(client, ada)
        client.post(CHECK, {"code": code})
        assert is_signed_in(client) is works


def test_codes_cannot_be_tried_for_ever(client, ada):
    give_app(ada)
    sign_in(client, ada)
    pages = [client.post(CHECK, {"code": "000000"}).text for _ in range(11)]
    assert "Too many wrong codes" in pages[-1]


@pytest.mark.parametrize("credential", ["", "x", "[]", "{}", '{"id": 1}', '{"id": "x", "response": {}}', "null"])
def test_what_is_not_a_passkey_is_a_wrong_code_and_no_fault(client, ada, credential):
    sign_in(client, ada)
    client.get(f"{OVERVIEW}passkey/")
    answer = client.post(f"{OVERVIEW}passkey/", {"name": "Laptop", "credential": credential})
    assert answer.status_code == 200
    give_app(ada)
    client.logout()
    sign_in(client, ada)
    assert client.post(CHECK, {"credential": credential}).status_code == 200
    assert not is_signed_in(client)


def test_a_passkey_must_check_the_person_and_not_only_their_presence(client, ada):
    sign_in(client, ada)
    page = client.get(f"{OVERVIEW}passkey/")
    assert page.context["js_data"]["creation_options"]["publicKey"]["authenticatorSelection"]["userVerification"] == (
        "required"
    )


def test_a_secret_opens_with_an_earlier_key_until_it_is_sealed_anew(ada, settings):
    secret = give_app(ada)
    settings.VAULT_KEY_FALLBACKS = [settings.VAULT_KEY]
    settings.VAULT_KEY = "another key of forty characters and more"
    call_command("reseal_vault")
    settings.VAULT_KEY_FALLBACKS = []
    assert sealing.unseal(Authenticator.objects.get().data["secret"]) == secret
    settings.VAULT_KEY = "a third key of forty characters and more"
    assert factor_services.reseal_factors() == (0, ["ada@school.example"])


def test_without_the_key_the_page_says_so(client, ada, settings):
    secret = give_app(ada)
    settings.VAULT_KEY = "another key of forty characters and more"
    sign_in(client, ada)
    assert "cannot be checked now" in client.post(CHECK, {"code": code_of(secret)}).text


def test_a_lost_factor_is_taken_away_and_the_person_told(ada):
    give_app(ada)
    officer = UserFactory(unit=True)
    for _ in range(2):
        factor_services.reset_factors(person=ada, actor=officer)
    assert not Authenticator.objects.exists()
    assert AuditTrail.objects.get(action="account.factors_reset").actor == officer
    assert Message.objects.get().to == ada.email


def test_nobody_takes_away_their_own_and_others_nobodys(ada):
    officer = UserFactory(unit=True)
    for actor, person in ((officer, officer), (ada, officer), (UserFactory(), ada)):
        give_app(person) if not person.authenticator_set.exists() else None
        with pytest.raises(PermissionDenied):
            factor_services.reset_factors(person=person, actor=actor)


def test_a_new_factor_is_set_up_only_soon_after_showing_who_one_is(client, ada):
    sign_in(client, ada)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert client.get(APP).url.startswith("/accounts/again/")
        asked = client.post(APP, {"code": "123456"})
        assert 'name="code" value="123456"' in asked.text
        assert not Authenticator.objects.exists()


def test_the_operator_takes_away_what_nobody_else_can(ada):
    give_app(ada)
    call_command("reset_second_step", "ADA@school.example")
    assert not Authenticator.objects.exists()
    with pytest.raises(CommandError):
        call_command("reset_second_step", "nobody@school.example")
