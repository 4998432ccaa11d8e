"""Accounts that somebody should look at (bars G12), and beginning anew after a loss."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.utils import timezone

from audit_forms.organisations.accounts import accounts, dormant, in_two_places, shared_looking
from portal.accounts.services import note_sign_in
from portal.accounts.tests.factor_steps import give_app
from portal.accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def officer(client):
    officer = UserFactory(unit=True, last_login=NOW)
    client.force_login(officer)
    return officer


def test_who_has_not_signed_in_for_half_a_year_is_dormant():
    old = NOW - timedelta(days=200)
    for seen, joined in ((old, old), (None, old), (NOW, old), (None, NOW)):
        UserFactory(last_login=seen, date_joined=joined)
    assert [person.last_login for person in dormant(accounts())] == [old, None]


@pytest.mark.parametrize(
    ("email", "shared"),
    [
        ("office@school.example", True),
        ("Head@school.example", True),
        ("admin.2@school.example", True),
        ("safeguarding-team@school.example", False),
        ("headley.grange@school.example", False),
        ("ada@office.example", False),
    ],
)
def test_a_teams_mailbox_looks_shared(email, shared):
    UserFactory(email=email)
    assert shared_looking(accounts()).exists() is shared


def test_two_networks_within_minutes_look_shared():
    both, one, slow = UserFactory(), UserFactory(), UserFactory()
    for minutes, person, network in (
        (0, both, "192.0.2.1"), (0, one, "192.0.2.1"), (0, slow, "192.0.2.1"),
        (5, both, "198.51.100.7"), (5, one, "192.0.2.1"), (50, slow, "198.51.100.7"),
    ):  # fmt: skip
        with time_machine.travel(NOW + timedelta(minutes=minutes)):
            note_sign_in(user=person, network=network)
    with time_machine.travel(NOW + timedelta(hours=2)):
        assert in_two_places() == {both.pk}


def test_the_page_shows_each_sign(client, officer):
    give_app(UserFactory(name="Ada With App"))
    page = client.get("/unit/people/?show=no-factor").text
    assert "Ada With App" not in page
    assert officer.email in page
    assert "Ada With App" in client.get("/unit/people/?q=ada").text
    assert client.get("/unit/people/?show=nothing&q=%00").status_code == 200


def test_a_lost_second_step_is_taken_away(client, officer):
    ada = UserFactory()
    give_app(ada)
    address = f"/unit/people/{ada.pk}/second-step/"
    assert "Take it away" in client.get(address).text
    client.post(address)
    assert not Authenticator.objects.exists()


def test_nobody_takes_away_their_own(client, officer):
    give_app(officer)
    session = client.session
    session["factor_set_up_at"] = timezone.now().timestamp()
    session.save()
    assert client.post(f"/unit/people/{officer.pk}/second-step/").url == "/unit/people/"
    assert Authenticator.objects.exists()


def test_the_list_asks_the_database_as_often_for_many_as_for_few(client, officer, django_assert_max_num_queries):
    UserFactory.create_batch(30)
    with django_assert_max_num_queries(24):
        client.get("/unit/people/")
