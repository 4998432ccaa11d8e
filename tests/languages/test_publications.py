"""A translation is never told of as a second outcome, briefing, event, issue or version."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.accounts.tests.factories import UserFactory
from publications.digests import note_appearances
from publications.models import Appearance, FrameworkVersion
from publications.services import mailing
from publications.tests.factories import (
    EventFactory,
    EventIndexFactory,
    FrameworkFactory,
    NewsletterFactory,
    NewsletterIndexFactory,
    OutcomeFactory,
    OutcomeIndexFactory,
)
from publications.workflow import TransitionRefused
from tests.languages.conftest import translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def outcome(english, welsh):
    """An outcome with a published translation."""
    index = OutcomeIndexFactory(parent=english)
    outcome = OutcomeFactory(
        parent=index, title="Bruises", slug="bruises", theme__slug="bruises", changed_since="Nurses ask."
    )
    translated(index, welsh.locale, title="Archwiliadau", slug="archwiliadau")
    translated(outcome, welsh.locale, title="Cleisiau", slug="cleisiau")
    return outcome


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_lists_in_english_have_an_outcome_once(client, outcome):
    for path in ("/", "/topics/bruises/", "/audit-outcomes/", "/you-said-we-did/"):
        assert "Cleisiau" not in text(client, path)
        assert "Bruises" in text(client, path)
    for path in ("/feed/", "/feed/audit-outcomes/", "/topics/bruises/feed/"):
        assert [entry.title for entry in feedparser.parse(text(client, path)).entries] == ["Bruises"], path


def test_lists_in_welsh_have_the_translation(client, outcome):
    for path in ("/cy/", "/cy/archwiliadau/"):
        assert "Cleisiau" in text(client, path)
        assert "Bruises" not in text(client, path)
    page = BeautifulSoup(text(client, "/cy/archwiliadau/cleisiau/"), "html.parser")
    assert page.select_one("h2[lang='en-GB']").text == "What we looked at"
    assert "2 Mawrth 2026" in page.text


def test_the_sitemap_has_each_page_once(client, outcome):
    addresses = [urlsplit(each).path for each in re.findall("<loc>(.*?)</loc>", text(client, "/sitemap.xml"))]
    assert len(addresses) == len(set(addresses))
    assert {"/", "/cy/", "/audit-outcomes/bruises/", "/cy/archwiliadau/cleisiau/"} <= set(addresses)


def test_the_mail_on_topics_tells_of_an_outcome_once(outcome):
    note_appearances()
    assert [each.page_id for each in Appearance.objects.all()] == [outcome.pk]


def test_an_event_of_the_same_name_in_two_languages_has_two_calendar_files(client, english, welsh):
    index = EventIndexFactory(parent=english)
    start = timezone.now() + timedelta(days=7)
    event = EventFactory(parent=index, title="Forum", slug="forum", starts_at=start, ends_at=start + timedelta(hours=1))
    translated(index, welsh.locale)
    translated(event, welsh.locale, title="Fforwm")
    assert "SUMMARY:Forum" in text(client, "/events/forum/calendar.ics")
    link = BeautifulSoup(text(client, "/cy/events/forum/"), "html.parser").select_one("a[download]")["href"]
    assert "SUMMARY:Fforwm" in text(client, link)
    assert "Fforwm" not in text(client, "/events/calendar.ics")
    assert client.get("/events/forum/calendar.ics?language=pl").status_code == 404


def test_a_translated_issue_is_read_but_neither_printed_nor_mailed(client, english, welsh):
    index = NewsletterIndexFactory(parent=english)
    issue = NewsletterFactory(parent=index, number=7)
    translated(index, welsh.locale)
    copy = translated(issue, welsh.locale, title="Cylchlythyr 7")
    assert "issue-7.pdf" not in text(client, copy.url)
    assert "issue-7.pdf" in text(client, issue.url)
    editor = UserFactory(editor=True)
    draft = mailing.prepare(newsletter=copy, actor=editor)
    with pytest.raises(TransitionRefused, match="Only the newsletter in English"):
        mailing.start(mailing=draft, actor=editor)


def test_a_translated_framework_is_no_version(client, english, welsh):
    framework = FrameworkFactory(parent=english)
    framework.save_revision().publish()
    translated(framework, welsh.locale, title="Fframwaith", slug="fframwaith")
    assert [each.framework_id for each in FrameworkVersion.objects.all()] == [framework.pk]
    assert "Fframwaith" in text(client, "/cy/fframwaith/")
    assert "approved Thursday 15 January" in text(client, "/framework/print.css")
    assert client.get("/framework/versions/1.0/")["Location"] == "/framework/"
