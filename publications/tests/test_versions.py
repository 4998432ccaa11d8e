"""Approved versions of the framework stay readable and marked; editors are reminded of the next review."""

from datetime import date, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone

from home.publishing import publish_due
from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message
from portal.trail.models import AuditTrail
from publications.models import FrameworkPage, FrameworkVersion
from publications.reminders import remind_of_review
from publications.tests.factories import FrameworkFactory

pytestmark = pytest.mark.django_db


def raise_version(page, version, **changes):
    """Publish the next approved version, as an editor's form would have it."""
    facts = {"version": version, "approved_on": date(2026, 6, 1), "change_note": f"What came with {version}."}
    for name, value in {**facts, **changes}.items():
        setattr(page, name, value)
    page.full_clean()
    page.save_revision().publish()
    return FrameworkPage.objects.get(pk=page.pk)


@pytest.fixture
def framework():
    page = FrameworkFactory()
    page.save_revision().publish()
    return FrameworkPage.objects.get(pk=page.pk)


@pytest.fixture
def raised(framework):
    """Version 2.0 of a framework whose first version said other things."""
    with time_machine.travel(date(2026, 6, 8)):
        return raise_version(framework, "2.0", title="New framework", introduction="<p>Rewritten.</p>")


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_the_version_before_keeps_its_words_and_is_marked(raised, client):
    page = read(client, "/framework/versions/1.0/")
    text = " ".join(page.main.get_text(" ").split())
    assert "The review is due" not in text
    assert page.h1.text == "Audit framework"
    assert "What this is for." in text
    assert "Rewritten." not in text
    assert "no longer in force. It was superseded on Monday 8 June 2026 by version 2.0" in text
    assert page.find("a", string="Read the framework as it is now")["href"] == "/framework/"
    assert page.find(class_="pub-control").dd.get_text(strip=True) == "Superseded"


def test_search_engines_are_sent_to_the_version_in_force(raised, client):
    page = read(client, "/framework/versions/1.0/")
    assert page.find("meta", {"name": "robots"})["content"] == "noindex"
    assert page.find("link", rel="canonical")["href"].endswith("/framework/")
    assert page.find("link", rel="canonical")["href"].count("versions") == 0


def test_the_list_says_who_approved_what_and_when(raised, client):
    rows = [" ".join(row.get_text(" ").split()) for row in read(client, "/framework/").select(".pub-versions > li")]
    assert rows == [
        "Version 2.0 In force Approved Monday 1 June 2026 by the Executive. What came with 2.0.",
        "Version 1.0 Superseded Approved Thursday 15 January 2026 by the Executive. "
        "Superseded on Monday 8 June 2026 by version 2.0.",
    ]


def test_the_address_of_the_version_in_force_leads_to_the_framework(raised, client):
    response = client.get("/framework/versions/2.0/")
    assert (response.status_code, response["Location"]) == (302, "/framework/")


def test_while_a_draft_is_shown_the_version_in_force_stays_readable(raised, client):
    raised.status, raised.version = "draft", "3.0"
    raised.save_revision().publish()
    text = read(client, "/framework/versions/2.0/").main.get_text(" ")
    assert "which is in force" in text
    assert FrameworkVersion.objects.count() == 2


def test_a_slip_put_right_changes_the_words_of_the_same_version(raised, client):
    raised.introduction = "<p>Rewritten without the slip.</p>"
    raised.save_revision().publish()
    kept = FrameworkVersion.objects.get(version="2.0")
    assert kept.revision.as_object().introduction == "<p>Rewritten without the slip.</p>"
    assert AuditTrail.objects.filter(action="framework.version").count() == 2


@pytest.mark.parametrize("address", ["/framework/versions/9.9/", "/framework/versions/9.9/print.css"])
def test_a_version_that_never_was_is_not_there(raised, client, address):
    assert client.get(address).status_code == 404


def test_versions_of_a_framework_that_is_not_public_are_not_either(raised, client):
    raised.unpublish()
    assert client.get("/framework/versions/1.0/").status_code == 404
    assert client.get("/framework/print.css").status_code == 404


def test_each_printed_sheet_says_at_its_foot_which_version_it_is(raised, client):
    def foot(address):
        return client.get(address).content.decode().replace("\\2c ", ",").replace("\\2e ", ".")

    assert 'content: "Version 2.0, approved Monday 1 June 2026"' in foot("/framework/print.css")
    assert 'content: "Version 1.0, superseded on Monday 8 June 2026"' in foot("/framework/versions/1.0/print.css")
    FrameworkPage.objects.update(version='"}body{display:none', status="draft")
    assert "body{" not in foot("/framework/print.css")


def test_a_raised_version_says_what_changed(framework):
    with pytest.raises(ValidationError) as refused:
        raise_version(framework, "2.0", change_note="  ")
    assert set(refused.value.message_dict) == {"change_note"}


def test_a_number_is_used_once_and_dates_go_forward(raised):
    with pytest.raises(ValidationError) as refused:
        raise_version(raised, "1.0")
    assert "There was a version 1.0 already" in refused.value.message_dict["version"][0]
    with pytest.raises(ValidationError) as refused:
        raise_version(raised, "3.0", approved_on=date(2026, 5, 1))
    assert set(refused.value.message_dict) == {"approved_on"}


def test_a_scheduled_version_takes_over_on_its_day(framework):
    day = timezone.now() + timedelta(days=3)
    raise_version(framework, "2.0", go_live_at=day)
    assert FrameworkVersion.objects.get().is_in_force
    with time_machine.travel(day + timedelta(minutes=1)):
        publish_due()
    first = FrameworkVersion.objects.get(version="1.0")
    assert (first.superseded_on, first.superseded_by) == (timezone.localtime(day).date(), "2.0")


def test_a_framework_with_versions_is_not_deleted(raised, client):
    client.force_login(UserFactory(admin=True))
    response = client.post(f"/admin/pages/{raised.pk}/delete/", follow=True)
    assert "its versions have to stay readable" in response.content.decode()
    assert FrameworkPage.objects.exists()


@pytest.mark.parametrize(
    ("days", "subjects"),
    [
        (61, []),
        (60, ["A review in 60 days"]),
        (31, ["A review in 60 days"]),
        (30, ["A review in 30 days"]),
        (0, ["A document is due for review"]),
        (-9, ["A document is due for review"]),
    ],
)
def test_editors_are_reminded_once_a_stage_and_not_told_what_it_says(framework, days, subjects):
    editor = UserFactory(editor=True)
    with time_machine.travel(framework.review_on - timedelta(days=days)):
        remind_of_review()
        remind_of_review()
    messages = Message.objects.all()
    assert [(each.to, each.subject) for each in messages] == [(editor.email, subject) for subject in subjects]
    for each in messages:
        assert framework.title not in each.text
        assert f"/admin/pages/{framework.pk}/edit/" in each.text
