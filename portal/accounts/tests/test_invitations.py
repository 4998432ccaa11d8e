"""Invitations: one link, once, within a fortnight, that only its receiver can use."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from portal.accounts import services
from portal.accounts.models import Invitation, User
from portal.accounts.services import InvitationUnusable, accept_invitation, invite
from portal.accounts.tests.factories import PASSWORD, UserFactory
from portal.outbox.models import Message
from portal.trail.models import AuditTrail

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UserFactory(unit=True, name="Uma Unit")


def invite_ada(unit, **words):
    return invite(**{"email": "Ada@School.example ", "name": "Ada  Lead", "invited_by": unit, **words})


def tokens():
    """The tokens of all links mailed so far, oldest first."""
    return [re.search(r"/accounts/invitation/([^/\s]+)/", mail.text)[1] for mail in Message.objects.all()]


def page(token):
    return reverse("account_invitation", args=[token])


def actions():
    return list(AuditTrail.objects.values_list("action", flat=True))


def test_invited_person_cannot_sign_in_before_accepting(unit, client):
    person = invite_ada(unit)
    assert (person.email, person.name) == ("ada@school.example", "Ada Lead")
    assert not person.is_active
    assert not person.has_usable_password()
    assert actions() == ["account.invited"]


def test_mail_says_who_invites_for_what_and_until_when(unit):
    with time_machine.travel("2026-01-16 17:00:00+00:00", tick=False):
        invite_ada(unit, organisation_name="Oakfield Primary School")
    mail = Message.objects.get()
    assert mail.to == "ada@school.example"
    for body in (mail.text, mail.html):
        assert "Uma Unit invites you" in body
        assert "for Oakfield Primary School" in body
        assert "until Friday 30 January 2026, 5pm" in body
        assert f"http://127.0.0.1:8000{page(tokens()[0])}" in body


def test_only_a_hash_of_the_token_is_kept(unit):
    invite_ada(unit)
    assert tokens()[0] not in repr(Invitation.objects.values())
    assert Invitation.objects.get().token_hash == services.hash_token(tokens()[0])


def test_opening_the_link_changes_nothing(unit, client):
    invite_ada(unit)
    before = (list(User.objects.values()), list(Invitation.objects.values()), actions())
    for _ in range(2):
        assert client.get(page(tokens()[0])).status_code == 200
        assert client.head(page(tokens()[0])).status_code == 200
    assert (list(User.objects.values()), list(Invitation.objects.values()), actions()) == before


def test_accepting_sets_name_and_password_and_signs_in(unit, client):
    person = invite_ada(unit)
    answer = client.post(page(tokens()[0]), {"name": "Ada Lovelace", "password1": PASSWORD})
    assert (answer.status_code, answer.url) == (302, reverse("start"))
    person.refresh_from_db()
    assert person.name == "Ada Lovelace"
    assert person.check_password(PASSWORD)
    assert client.session["_auth_user_id"] == str(person.pk)
    assert actions() == ["account.invited", "account.invitation_accepted", "account.signed_in"]


@pytest.mark.parametrize("password", ["", "short", "ada@school.example", "password1234"])
def test_poor_password_is_refused_and_the_name_kept(unit, client, password):
    person = invite_ada(unit)
    answer = client.post(page(tokens()[0]), {"name": "Ada Typed", "password1": password})
    assert answer.status_code == 200
    assert "Ada Typed" in answer.text
    assert "<title>Error: " in answer.text
    person.refresh_from_db()
    assert not person.is_active


def test_used_link_gives_a_helpful_page_and_nothing_else(unit, client):
    person = invite_ada(unit)
    accept_invitation(token=tokens()[0], name="Ada", password=PASSWORD)
    again = {"name": "Eve", "password1": "another plain word"}
    for answer in (client.get(page(tokens()[0])), client.post(page(tokens()[0]), again)):
        assert answer.status_code == 404
        assert "ask the person who invited you" in answer.text
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    with pytest.raises(InvitationUnusable):
        accept_invitation(token=tokens()[0], name="Eve", password="another plain word")


def test_link_runs_out_after_a_fortnight(unit, client):
    start = timezone.now()
    invite_ada(unit)
    with time_machine.travel(start + timedelta(days=13, hours=23)):
        assert client.get(page(tokens()[0])).status_code == 200
    with time_machine.travel(start + timedelta(days=14, hours=1)):
        assert client.get(page(tokens()[0])).status_code == 404


def test_invented_link_looks_like_a_used_one(unit, client):
    invite_ada(unit)
    accept_invitation(token=tokens()[0], name="Ada", password=PASSWORD)
    used, invented = client.get(page(tokens()[0])), client.get(page("invented"))
    assert used.status_code == invented.status_code == 404
    assert used.text.replace(tokens()[0], "invented") == invented.text


def test_second_invitation_replaces_the_first_link(unit, client):
    start = timezone.now()
    invite_ada(unit)
    with time_machine.travel(start + timedelta(hours=1)):
        invite_ada(unit)
        first, second = tokens()
        assert client.get(page(first)).status_code == 404
        assert client.get(page(second)).status_code == 200
    assert User.objects.filter(email="ada@school.example").count() == 1


def test_inviting_five_times_in_a_row_sends_one_link(unit):
    for _ in range(5):
        invite_ada(unit)
    assert Message.objects.count() == Invitation.objects.count() == 1
    assert actions() == ["account.invited"]


def test_person_who_can_sign_in_gets_word_but_no_link(unit):
    person = UserFactory(email="ada@school.example", name="Ada Known")
    for _ in range(2):
        assert invite_ada(unit, organisation_name="Oakfield Primary School") == person
    mail = Message.objects.get()
    assert "/accounts/invitation/" not in mail.text + mail.html
    assert "Uma Unit has added you to Oakfield Primary School" in mail.text
    person.refresh_from_db()
    assert (person.name, person.check_password(PASSWORD)) == ("Ada Known", True)
    assert not Invitation.objects.exists()


def test_account_that_was_switched_off_stays_off(unit):
    person = UserFactory(email="ada@school.example", inactive=True)
    assert invite_ada(unit) == person
    assert not Message.objects.exists()
    assert actions() == ["account.invitation_withheld"]
    person.refresh_from_db()
    assert not person.is_active
