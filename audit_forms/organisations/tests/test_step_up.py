"""What takes much away or gives much out asks again who somebody is (bars S26)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Page

from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.organisations.tests.factories import MembershipFactory
from portal.accounts.models import User
from portal.accounts.tests.factor_steps import code_of, give_app
from portal.accounts.tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

AGAIN = "/accounts/again/"
LATER = timedelta(minutes=11)


@pytest.fixture(autouse=True)
def _nothing_counted_yet():
    cache.clear()


@pytest.fixture
def lead():
    return MembershipFactory(role=MembershipRole.LEAD).user


@pytest.fixture
def people(lead):
    return f"/organisations/{lead.memberships.get().organisation_id}/people/"


INVITED = {"name": "Nia & Co", "email": "nia@school.example", "part": "contributor"}


def sign_in(client, person, secret=None):
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    if secret:
        client.post("/accounts/second-step/check/", {"code": code_of(secret)})


def invited():
    return User.objects.filter(email=INVITED["email"]).exists()


def carried(page):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))


def test_a_page_asks_before_it_opens_and_leads_back(client):
    sign_in(client, UserFactory(unit=True))
    assert client.get("/actions/actions.csv?late=1").status_code == 200
    with time_machine.travel(timezone.now() + LATER):
        answer = client.get("/actions/actions.csv?late=1")
        assert answer.url == f"{AGAIN}?next=%2Factions%2Factions.csv%3Flate%3D1"
        assert client.post(answer.url, {"password": "wrong"}).status_code == 200
        assert client.get("/actions/actions.csv").status_code == 302
        assert client.post(answer.url, {"password": PASSWORD}).url == "/actions/actions.csv?late=1"
        assert client.get("/actions/actions.csv").status_code == 200


def test_a_form_that_was_open_too_long_is_neither_sent_nor_lost(client, lead, people):
    sign_in(client, lead)
    with time_machine.travel(timezone.now() + LATER):
        page = client.post(people, INVITED)
        assert "Nothing has been sent or changed yet" in page.text
        assert carried(page).items() >= {"name": "Nia &amp; Co", "email": "nia@school.example"}.items()
        page = client.post(people, {**INVITED, "step-up-password": "wrong"})
        assert "The password is wrong." in page.text
        assert carried(page)["email"] == "nia@school.example"
        assert not invited()
        client.post(people, {**INVITED, "step-up-password": PASSWORD})
        assert invited()
        assert Membership.objects.filter(user__email=INVITED["email"]).count() == 1


def test_only_sending_asks_where_reading_gives_nothing_out(client, lead, people):
    sign_in(client, lead)
    with time_machine.travel(timezone.now() + LATER):
        assert client.get(people).status_code == 200


def test_whoever_has_a_factor_cannot_use_the_password_in_its_place(client, lead, people):
    secret = give_app(lead)
    sign_in(client, lead, secret)
    with time_machine.travel(timezone.now() + LATER):
        assert client.post(AGAIN, {"password": PASSWORD}).url.startswith("/accounts/second-step/again/")
        client.post(people, {**INVITED, "step-up-password": PASSWORD})
        assert not invited()
        client.post(people, {**INVITED, "step-up-code": code_of(secret)})
        assert invited()


def test_wrong_passwords_are_counted_here_too(client, lead, people):
    sign_in(client, lead)
    with time_machine.travel(timezone.now() + LATER):
        answers = [client.post(people, {**INVITED, "step-up-password": "wrong"}).status_code for _ in range(11)]
        assert answers[-1] == 429


def test_publishing_a_page_in_the_admin_asks_and_saving_a_draft_does_not(client):
    sign_in(client, UserFactory(admin=True))
    home = Page.objects.get(depth=2)
    with time_machine.travel(timezone.now() + LATER):
        asked = client.post(f"/admin/pages/{home.pk}/edit/", {"action-publish": "1", "title": "New"})
        assert "Show again that it is you" in asked.text
        assert carried(asked)["title"] == "New"
        assert client.get(f"/admin/pages/{home.pk}/edit/").status_code == 200
        assert client.get("/admin/users/new/").url.startswith(AGAIN)
