"""The register of subscribers: for the Business Unit and administrators, to see and to stop, never to add."""

import csv

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from portal.accounts.tests.factories import UserFactory
from portal.trail.models import AuditTrail
from publications.enums import StopReason
from publications.models import Subscriber
from publications.services.keeping import stop_for_unit, take_out
from publications.tests.factories import SubscriberFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def url(action, *args):
    return reverse(f"publications_subscriber_modeladmin_{action}", args=args)


@pytest.fixture
def unit(client):
    person = UserFactory(unit=True)
    client.force_login(person)
    return person


def listed(client, **query):
    page = client.get(url("index"), query).text
    return {address for address in Subscriber.objects.values_list("email", flat=True) if address and address in page}


def test_subscribers_are_listed_searched_and_filtered(client, unit):
    theme = ThemeFactory(slug="neglect")
    SubscriberFactory(email="ada@school.example", role="school")
    SubscriberFactory.following(theme, email="bob@police.example", role="police")
    SubscriberFactory(email="cyd@school.example", left=True)
    everybody = {"ada@school.example", "bob@police.example", "cyd@school.example"}
    assert listed(client) == everybody
    assert listed(client, q="school") == {"ada@school.example", "cyd@school.example"}
    assert listed(client, state="active") == {"ada@school.example", "bob@police.example"}
    assert listed(client, state="stopped") == {"cyd@school.example"}
    assert listed(client, role__exact="police") == {"bob@police.example"}
    assert listed(client, topic="neglect") == {"bob@police.example"}
    assert listed(client, stop_reason__exact="left") == {"cyd@school.example"}


def test_what_each_gets_is_said_in_words(client, unit):
    SubscriberFactory.following(ThemeFactory(), wants_newsletter=True)
    page = client.get(url("index")).text
    assert "Newsletter, Topics" in page
    assert "admin/img/" not in page


def test_forgotten_addresses_are_not_listed(client, unit):
    SubscriberFactory(email=None, left=True)
    assert "Address forgotten" not in client.get(url("index")).text


def test_nobody_is_added_or_changed_in_the_register(client, unit):
    reader = SubscriberFactory()
    for page in (url("create"), url("edit", reader.pk)):
        for answer in (client.get(page), client.post(page, {"email": "new@school.example"})):
            assert answer.status_code in (302, 403, 404)
    assert Subscriber.objects.count() == 1
    assert url("create") not in client.get(url("index")).text


def test_business_unit_stops_somebody_who_asked_it_to(client, unit):
    reader = SubscriberFactory()
    assert "They can sign up again themselves" in client.get(url("delete", reader.pk)).text
    client.post(url("delete", reader.pk))
    reader.refresh_from_db()
    assert reader.stop_reason == StopReason.BUSINESS_UNIT
    entry = AuditTrail.objects.get(action="subscriber.stopped")
    assert (entry.actor, entry.data) == (unit, {"reason": "business-unit"})


@pytest.mark.parametrize("words", [{"editor": True}, {}])
def test_others_neither_see_nor_stop_nor_take_out(client, words):
    person = UserFactory(**words)
    client.force_login(person)
    reader = SubscriberFactory(email="ada@school.example")
    for answer in (
        client.get(url("index")),
        client.post(url("delete", reader.pk)),
        client.post(reverse("subscribers_csv")),
    ):
        assert "ada@school.example" not in answer.text
    with pytest.raises(PermissionDenied):
        stop_for_unit(subscriber=reader, actor=person)
    with pytest.raises(PermissionDenied):
        take_out(actor=person)
    reader.refresh_from_db()
    assert reader.is_active


def test_administrators_keep_the_register_too(client):
    client.force_login(UserFactory(is_superuser=True))
    SubscriberFactory(email="ada@school.example")
    assert "ada@school.example" in client.get(url("index")).text


def test_list_is_taken_out_as_a_file_that_calculates_nothing_and_that_is_on_record(client, unit):
    theme = ThemeFactory(name='=HYPERLINK("http://elsewhere.example")')
    SubscriberFactory(email="=cmd@school.example", role="school")
    SubscriberFactory.following(theme, email="+bob@police.example")
    SubscriberFactory(email=None, left=True)
    response = client.post(reverse("subscribers_csv"))
    lines = list(csv.reader(b"".join(response.streaming_content).decode("utf-8-sig").splitlines()))
    assert len(lines) == 3
    cells = [cell for line in lines[1:] for cell in line]
    assert "'=cmd@school.example" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    entry = AuditTrail.objects.get(action="subscribers.taken_out")
    assert (entry.actor, entry.data) == (unit, {"number": 2})


def test_taking_out_is_no_link_that_a_page_could_follow(client, unit):
    assert client.get(reverse("subscribers_csv")).status_code == 405


def test_editors_see_how_many_read_and_nobodys_address(client):
    neglect = ThemeFactory(name="Neglect")
    SubscriberFactory(email="ada@school.example", role="school")
    SubscriberFactory.following(neglect, role="school")
    SubscriberFactory(left=True, role="police")
    client.force_login(UserFactory(editor=True))
    page = client.get(reverse("readers"))
    words = " ".join(BeautifulSoup(page.content, "html.parser").get_text(" ").split())
    assert "2 people get our mail: 1 the newsletter, 1 the weekly mail on topics." in words
    assert "I work in a school or college 2" in words
    assert "I work for the police or probation 0" in words
    assert "Neglect 1" in words
    assert "@school.example" not in page.text
