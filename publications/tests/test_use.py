"""Briefings are counted without following anybody; pages about abuse offer a way off them."""

from datetime import date

import pytest
import time_machine
from bs4 import BeautifulSoup

from home.tests.factories import InformationPageFactory
from publications.enums import AboutAbuse
from publications.models import BriefingCount, NewsletterPage
from publications.tests.factories import BriefingFactory, BriefingIndexFactory, ThemeFactory

pytestmark = pytest.mark.django_db
FROM_HERE = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def briefing():
    return BriefingFactory(parent=BriefingIndexFactory())


def press(client, briefing, use="read", headers=FROM_HERE, **more):
    return client.post(f"/briefings/{briefing.pk}/count/", {"use": use}, headers=headers, **more)


def numbers():
    return list(BriefingCount.objects.values_list("month", "read", "discussed"))


def test_a_press_is_counted_and_thanked_without_a_cookie(client, briefing):
    with time_machine.travel(date(2026, 11, 12)):
        answer = press(client, briefing)
        press(client, briefing, use="discussed")
        assert answer["Location"] == f"{briefing.url}?thanks=read#counted"
        page = client.get(answer["Location"].partition("#")[0])
    assert numbers() == [(date(2026, 11, 1), 1, 1)]
    assert not client.cookies
    assert "Thank you." in BeautifulSoup(page.content, "html.parser").find(id="counted").get_text()


def test_two_numbers_are_all_that_is_kept():
    assert {field.name for field in BriefingCount._meta.concrete_fields} == {
        "id", "briefing", "month", "read", "discussed",
    }  # fmt: skip


def test_a_network_counts_five_times_a_day(client, briefing):
    for _ in range(9):
        assert press(client, briefing).status_code == 302
    assert [read for _, read, _ in numbers()] == [5]
    press(client, briefing, REMOTE_ADDR="192.0.2.77")
    assert [read for _, read, _ in numbers()] == [6]


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}])
def test_a_form_of_another_site_counts_nothing(client, briefing, headers):
    assert press(client, briefing, headers=headers).status_code == 403
    assert numbers() == []


def test_a_browser_that_names_only_the_origin_counts(client, briefing):
    assert press(client, briefing, headers={"origin": "http://testserver"}).status_code == 302


@pytest.mark.parametrize("use", ["", "followed", "month"])
def test_nothing_else_can_be_counted(client, briefing, use):
    assert press(client, briefing, use=use).status_code == 404
    assert numbers() == []


def test_a_draft_is_not_counted(client, briefing):
    briefing.unpublish()
    assert press(client, briefing).status_code == 404


@pytest.mark.parametrize(
    ("read", "discussed", "words"),
    [
        (4, 4, ""),
        (5, 4, "Read by 5 people, as they told us."),
        (4, 6, "Discussed in 6 teams, as they told us."),
        (12, 6, "Read by 12 people and discussed in 6 teams, as they told us."),
    ],
)
def test_readers_see_numbers_from_five_on(client, briefing, read, discussed, words):
    briefing.counts.create(month=date(2026, 10, 1), read=read - 2, discussed=discussed)
    briefing.counts.create(month=date(2026, 11, 1), read=2)
    text = BeautifulSoup(client.get(briefing.url).content, "html.parser").find(id="counted").get_text(" ")
    assert ("as they told us" in text) is bool(words)
    assert words in text


def test_editors_see_every_number_by_month(editing, briefing):
    briefing.counts.create(month=date(2026, 11, 1), read=2, discussed=1)
    text = editing.get(f"/admin/pages/{briefing.pk}/edit/").content.decode()
    assert "November 2026: read 2, discussed 1" in text


@pytest.mark.parametrize(
    ("of_theme", "of_page", "offered"),
    [
        (True, AboutAbuse.AS_THEME, True),
        (False, AboutAbuse.AS_THEME, False),
        (False, AboutAbuse.YES, True),
        (True, AboutAbuse.NO, False),
    ],
)
def test_a_way_off_the_page_is_offered_on_pages_about_abuse_only(client, of_theme, of_page, offered):
    theme = ThemeFactory(about_abuse=of_theme)
    page = BriefingFactory(parent=BriefingIndexFactory(), theme=theme, about_abuse=of_page)
    found = BeautifulSoup(client.get(page.url).content, "html.parser")
    buttons = found.select("a.govuk-exit-this-page__button")
    assert [button["href"] for button in buttons] == (["https://www.bbc.co.uk/weather"] if offered else [])
    assert bool(found.select("a.govuk-js-exit-this-page-skiplink")) is offered
    assert bool(found.select("script[src*=exit]")) is offered


def test_an_ordinary_page_says_it_for_itself(client):
    about, other = InformationPageFactory(about_abuse=True), InformationPageFactory()
    assert b"Exit this page" in client.get(about.url).content
    assert b"Exit this page" not in client.get(other.url).content
    assert NewsletterPage().offers_exit is False
