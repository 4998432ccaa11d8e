"""The account page says whom a person acts for, and leads those who may invite to the people."""

import pytest

from audit_forms.organisations.tests.factories import MembershipFactory
from portal.accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_lead_is_led_to_the_people_and_others_are_not(client):
    person = UserFactory()
    leads = MembershipFactory(user=person)
    reads = MembershipFactory(user=person, viewer=True)
    client.force_login(person)
    page = client.get("/accounts/").text
    assert leads.organisation.name in page
    assert reads.organisation.name in page
    assert f"/organisations/{leads.organisation.pk}/people/" in page
    assert f"/organisations/{reads.organisation.pk}/people/" not in page


def test_other_people_and_ended_parts_are_not_shown(client):
    others, ended = MembershipFactory(), MembershipFactory(ended=True)
    client.force_login(ended.user)
    page = client.get("/accounts/").text
    assert "Your organisations" not in page
    assert others.organisation.name not in page
