"""Everybody chooses for themselves whether the weekly summary comes."""

import pytest

from portal.accounts.models import User
from portal.accounts.tests.factories import UserFactory
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db


def test_the_summary_is_stopped_and_started_on_the_account_page(client):
    person, other = UserFactory(), UserFactory()
    client.force_login(person)
    assert "Stop<" in client.get("/accounts/").content.decode()
    for _ in range(2):
        client.post("/accounts/digest/", {"wanted": "no"})
    assert not User.objects.get(pk=person.pk).gets_digest
    assert User.objects.get(pk=other.pk).gets_digest
    assert AuditTrail.objects.about(person).filter(action="account.digest_chosen").count() == 1
    assert "Start<" in client.get("/accounts/").content.decode()
    client.post("/accounts/digest/", {"wanted": "yes"})
    assert User.objects.get(pk=person.pk).gets_digest


def test_looking_changes_nothing_and_signed_out_leads_to_the_door(client):
    assert client.post("/accounts/digest/", {"wanted": "no"}).status_code == 302
    client.force_login(UserFactory())
    assert client.get("/accounts/digest/").status_code == 405
