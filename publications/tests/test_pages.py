"""Audit outcomes, briefings and newsletters as readers see them."""

from contextlib import nullcontext
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from home.models import HomePage
from home.tests.factories import home_page
from publications.blocks import LinkBlock, PanelBlock, RecommendationBlock
from publications.enums import RecommendationStatus
from publications.models import (
    AuditOutcomeIndexPage,
    AuditOutcomePage,
    BriefingIndexPage,
    BriefingPage,
    FrameworkPage,
    NewsletterIndexPage,
    NewsletterPage,
)
from publications.tests.factories import (
    BriefingFactory,
    BriefingIndexFactory,
    NewsletterFactory,
    NewsletterIndexFactory,
    OutcomeFactory,
    OutcomeIndexFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
INDEXES = [AuditOutcomeIndexPage, BriefingIndexPage, NewsletterIndexPage]


def read(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_an_outcome_says_four_things_in_their_order(client):
    page = read(client, OutcomeFactory(parent=OutcomeIndexFactory()))
    headings = [heading.get_text() for heading in page.select(".pub-four h2")]
    assert headings == ["What we looked at", "What worked", "What worried us", "What will change"]


def test_the_sample_is_published_as_a_band_only(client):
    facts = (
        read(client, OutcomeFactory(parent=OutcomeIndexFactory())).find(class_="pub-facts").get_text(" ", strip=True)
    )
    assert "Children’s cases 10 or fewer" in facts
    assert "Programme 2025 to 2026" in facts


def test_a_grade_is_drawn_and_written(client):
    cell = read(client, OutcomeFactory(parent=OutcomeIndexFactory())).find(class_="pub-grade")
    assert len(cell.select(".pub-bar__filled")) == 3
    assert len(cell.select(".pub-bar__empty")) == 1
    assert cell.svg["aria-hidden"] == "true"
    assert cell.get_text(strip=True) == "Good"


def test_an_outcome_leads_to_its_briefing_and_newsletter(client):
    briefing = BriefingFactory(parent=BriefingIndexFactory())
    newsletter = NewsletterFactory(parent=NewsletterIndexFactory())
    links = read(client, OutcomeFactory(parent=OutcomeIndexFactory(), briefing=briefing, newsletter=newsletter))
    assert [link["href"] for link in links.select(".pub-links a")] == [briefing.url, newsletter.url]


def test_an_outcome_does_not_lead_to_drafts(client):
    briefing = BriefingFactory(parent=BriefingIndexFactory(), live=False)
    page = read(client, OutcomeFactory(parent=OutcomeIndexFactory(), briefing=briefing))
    assert page.select(".pub-links a") == []


@pytest.mark.parametrize(
    ("status", "due", "words"),
    [
        (RecommendationStatus.NOT_STARTED, date(2999, 1, 1), "Not started"),
        (RecommendationStatus.IN_PROGRESS, date(2999, 1, 1), "In progress"),
        (RecommendationStatus.IN_PROGRESS, date(2020, 1, 1), "Overdue"),
        (RecommendationStatus.NOT_STARTED, date(2020, 1, 1), "Overdue"),
        (RecommendationStatus.DONE, date(2020, 1, 1), "Done"),
        (RecommendationStatus.IN_PROGRESS, None, "In progress"),
    ],
)
def test_a_recommendation_is_overdue_once_its_date_is_past_and_it_is_not_done(status, due, words):
    value = RecommendationBlock().to_python({"change": "", "owner": "", "status": status, "progress": ""})
    value["due"] = due
    assert value.status_label == words
    assert (value.status_colour == "red") is (words == "Overdue")


def test_a_theme_in_use_cannot_be_deleted():
    outcome = OutcomeFactory(parent=OutcomeIndexFactory())
    with pytest.raises(ProtectedError):
        outcome.theme.delete()


def test_a_briefing_has_seven_numbered_panels_and_its_questions(client):
    page = read(client, BriefingFactory(parent=BriefingIndexFactory()))
    assert [number.find(string=True) for number in page.select(".pub-panel__number")] == list("1234567")
    assert "Use this in your team meeting" in page.get_text()
    assert [item.get_text() for item in page.select(".pub-meeting__questions li")] == ["What now?", "Who else?"]


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (25, 1), (26, 2), (180, 7)])
def test_reading_time_is_counted_from_the_panels(words, minutes):
    panels = [("panel", {"heading": "", "text": f"<p>{'word ' * words}</p>"})] * 7
    assert BriefingFactory.build(parent=None, theme=None, panels=panels).reading_minutes == minutes


@pytest.mark.parametrize(("points", "fits"), [(6, True), (7, False)])
def test_a_panel_has_six_points_at_most(points, fits):
    block = PanelBlock()
    value = block.to_python({"heading": "What to do", "text": f"<ul>{'<li>Ask.</li>' * points}</ul>"})
    with nullcontext() if fits else pytest.raises(ValidationError):
        block.clean(value)


def test_a_new_briefing_starts_with_the_seven_usual_headings():
    headings = [block.value["heading"] for block in BriefingPage().panels]
    assert len(headings) == 7
    assert headings[0] == "What this is about"


def test_a_newsletter_names_its_issue_and_quarter(client):
    page = read(client, NewsletterFactory(parent=NewsletterIndexFactory(), number=7))
    assert page.find(class_="pub-kind").get_text() == "Newsletter: Issue 7, spring 2026"


def test_each_story_has_one_link(client):
    page = read(client, NewsletterFactory(parent=NewsletterIndexFactory()))
    assert [len(story.find_all("a")) for story in page.select(".pub-story")] == [1, 1]


def test_a_newsletter_is_summed_up_by_its_headings():
    assert NewsletterFactory.build(parent=None).summary == "What we learned. First. Second."


@pytest.mark.parametrize("chosen", [{"page": True, "address": "https://example.org"}, {"page": None, "address": ""}])
def test_a_link_leads_to_a_page_or_an_address_not_both(chosen):
    page = home_page() if chosen["page"] else None
    with pytest.raises(ValidationError):
        LinkBlock().clean({"words": "Read more", **chosen, "page": page})


def test_a_link_to_an_unpublished_page_is_only_words(client):
    draft = BriefingFactory(parent=BriefingIndexFactory(), live=False)
    link = [("link", {"words": "Read the briefing", "page": draft})]
    page = read(client, NewsletterFactory(parent=NewsletterIndexFactory(), lead_link=link))
    assert page.select_one(".pub-lead-story .pub-more").decode_contents().strip() == "Read the briefing"


@pytest.mark.parametrize(
    ("index", "page"),
    list(zip(INDEXES, [AuditOutcomePage, BriefingPage, NewsletterPage], strict=True)),
)
def test_pages_stand_under_their_listing_only(index, page):
    assert index.allowed_subpage_models() == [page]
    assert page.allowed_parent_page_models() == [index]
    assert page.allowed_subpage_models() == []


def test_listings_and_framework_stand_under_the_home_page_only():
    for model in [*INDEXES, FrameworkPage]:
        assert model.allowed_parent_page_models() == [HomePage]
        assert model.max_count == 1


@pytest.mark.parametrize("words", ["Outcome of note", "One plain sentence", "Ask the child", "Domestic abuse"])
def test_search_finds_an_outcome_by_title_finding_recommendation_and_theme(client, words):
    theme = ThemeFactory(name="Domestic abuse")
    OutcomeFactory(parent=OutcomeIndexFactory(), title="Outcome of note", theme=theme)
    found = BeautifulSoup(client.get("/search/", {"q": words}).content, "html.parser").find(class_="portal-list")
    assert "Outcome of note" in found.get_text()
    assert "Audit outcome" in found.get_text()


@pytest.mark.parametrize("address", ["/audit-outcomes/", "/briefings/nothing/", "/feed/nothing/", "/framework/x/"])
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_what_there_is_to_read_without_giving_an_address_is_said(client):
    NewsletterFactory(parent=NewsletterIndexFactory(), title="Newest")
    page = BeautifulSoup(client.get("/subscribe/").content, "html.parser").main
    assert "Newest" in page.get_text()
    assert {"/feed/", "/feed/briefings/"} <= {link["href"] for link in page.find_all("a")}
