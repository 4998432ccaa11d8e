"""Listings: order, filters in the address, pages, empty states, what stays out."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

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


@pytest.fixture
def outcomes():
    return OutcomeIndexFactory()


def titles(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return [
        title.get_text(strip=True) for title in BeautifulSoup(response.content, "html.parser").select(".pub-card h3")
    ]


def test_newest_first(client, outcomes):
    OutcomeFactory(parent=outcomes, title="Old", published_on=date(2024, 1, 1))
    OutcomeFactory(parent=outcomes, title="New", published_on=date(2026, 1, 1))
    OutcomeFactory(parent=outcomes, title="Middle", published_on=date(2025, 1, 1))
    assert titles(client, outcomes.url) == ["New", "Middle", "Old"]


def test_drafts_and_private_pages_stay_out(client, outcomes):
    OutcomeFactory(parent=outcomes, title="Draft", live=False)
    private = OutcomeFactory(parent=outcomes, title="Private")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    OutcomeFactory(parent=outcomes, title="Open")
    assert titles(client, outcomes.url) == ["Open"]


def test_themes_are_chosen_in_the_address_and_add_up(client, outcomes):
    for name in ("neglect", "babies", "voice"):
        OutcomeFactory(parent=outcomes, title=name, theme=ThemeFactory(slug=name, name=name))
    assert titles(client, f"{outcomes.url}?theme=neglect") == ["neglect"]
    assert sorted(titles(client, f"{outcomes.url}?theme=neglect&theme=babies")) == ["babies", "neglect"]


def test_theme_and_year_both_have_to_match(client, outcomes):
    theme = ThemeFactory(slug="neglect")
    OutcomeFactory(parent=outcomes, title="Wanted", theme=theme, published_on=date(2025, 5, 5))
    OutcomeFactory(parent=outcomes, title="Other year", theme=theme, published_on=date(2026, 5, 5))
    OutcomeFactory(parent=outcomes, title="Other theme", published_on=date(2025, 5, 5))
    assert titles(client, f"{outcomes.url}?theme=neglect&year=2025") == ["Wanted"]


def test_the_choice_is_shown_as_chosen(client, outcomes):
    OutcomeFactory(parent=outcomes, theme=ThemeFactory(slug="neglect", name="Neglect"))
    page = BeautifulSoup(client.get(f"{outcomes.url}?theme=neglect&year=2026").content, "html.parser")
    assert page.find(id="theme-neglect").has_attr("checked")
    assert page.find("option", value="2026").has_attr("selected")
    assert page.find(class_="pub-filters").has_attr("open")
    assert page.title.get_text().startswith("Audit outcomes: Neglect, 2026")


@pytest.mark.parametrize(
    "query", ["theme=nothing", "year=abc", "year=20260", "year=0026", "year=٢٠٢٦", "page=0", "page=2", "page=x"]
)
def test_a_choice_that_cannot_be_is_not_found(client, outcomes, query):
    OutcomeFactory(parent=outcomes)
    assert client.get(f"{outcomes.url}?{query}").status_code == 404


def test_nothing_matches_says_so_and_leads_back(client, outcomes):
    OutcomeFactory(parent=outcomes)
    response = client.get(f"{outcomes.url}?year=1999")
    assert "Nothing for 1999" in response.content.decode()
    assert f'href="{outcomes.url}"' in response.content.decode()


@pytest.mark.parametrize("factory", [OutcomeIndexFactory, BriefingIndexFactory, NewsletterIndexFactory])
def test_an_empty_listing_says_what_will_be_there(client, factory):
    index = factory()
    page = client.get(index.url).content.decode()
    assert index.nothing_yet in page
    assert "pub-filters" not in page


def test_long_listings_have_pages_that_keep_the_filters(client, outcomes):
    theme = ThemeFactory(slug="neglect")
    for number in range(13):
        OutcomeFactory(parent=outcomes, theme=theme, title=f"Outcome {number}")
    address = f"{outcomes.url}?theme=neglect"
    assert len(titles(client, address)) == 12
    assert len(titles(client, f"{address}&page=2")) == 1
    assert "?theme=neglect&amp;page=2" in client.get(address).content.decode()


def test_newsletters_are_filtered_by_year_only(client):
    index = NewsletterIndexFactory()
    NewsletterFactory(parent=index, title="This", published_on=date(2026, 1, 9))
    NewsletterFactory(parent=index, title="Last", published_on=date(2025, 1, 9))
    assert titles(client, f"{index.url}?year=2025") == ["Last"]
    assert "checkbox" not in client.get(index.url).content.decode()
    assert client.get(f"{index.url}?theme=neglect").status_code == 404


def test_only_themes_in_use_are_offered(client):
    index = BriefingIndexFactory()
    BriefingFactory(parent=index, theme=ThemeFactory(name="Used", slug="used"))
    ThemeFactory(name="Unused", slug="unused")
    page = client.get(index.url).content.decode()
    assert "theme-used" in page
    assert "theme-unused" not in page


def test_a_listing_tells_search_engines_what_it_holds(client):
    index = OutcomeIndexFactory(introduction="<p>What <b>each</b> audit found.</p>")
    assert '<meta name="description" content="What each audit found.">' in client.get(index.url).text
    index.search_description = "Findings, by theme."
    index.save_revision().publish()
    assert '<meta name="description" content="Findings, by theme.">' in client.get(index.url).text
