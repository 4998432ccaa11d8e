"""For whom a publication is: asked in search, and gathered on the landing pages of audiences."""

import pytest
from bs4 import BeautifulSoup

from home.enums import Audience
from home.tests.factories import InformationPageFactory, PartnershipSettingsFactory, SectionPageFactory
from publications.reading import minutes_to_read
from publications.tests.factories import (
    BriefingFactory,
    BriefingIndexFactory,
    EventFactory,
    EventIndexFactory,
    NewsletterFactory,
    NewsletterIndexFactory,
    OutcomeFactory,
    OutcomeIndexFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
FOR_PARENTS = {"for_professionals": False, "for_schools": False, "for_parents": True}


def main_of(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser").main


def found(client, query):
    return {title.text for title in main_of(client, f"/search/?{query}").select(".portal-list__title")}


def test_a_publication_is_for_professionals_and_schools_unless_its_editors_choose():
    assert BriefingFactory(parent=BriefingIndexFactory()).audiences == [Audience.PROFESSIONALS, Audience.SCHOOLS]


def test_search_is_narrowed_by_theme_year_and_audience_together(client):
    neglect, babies = ThemeFactory(name="Neglect", slug="neglect"), ThemeFactory(name="Babies", slug="babies")
    briefings, outcomes = BriefingIndexFactory(title="All of them"), OutcomeIndexFactory(title="All outcomes")
    BriefingFactory(parent=briefings, theme=neglect, title="Drift of plans", published_on="2026-01-01")
    BriefingFactory(parent=briefings, theme=neglect, title="Drift at home", published_on="2026-01-01", **FOR_PARENTS)
    BriefingFactory(parent=briefings, theme=babies, title="Drift of sleep", published_on="2026-01-01")
    OutcomeFactory(parent=outcomes, theme=neglect, title="Drift found", published_on="2024-01-01")
    InformationPageFactory(title="Drift explained")
    assert found(client, "q=drift&theme=neglect") == {"Drift of plans", "Drift at home", "Drift found"}
    assert found(client, "q=drift&theme=neglect&theme=babies&year=2026&audience=schools") == {
        "Drift of plans",
        "Drift of sleep",
    }
    assert found(client, "q=drift&year=2024") == {"Drift found"}
    assert found(client, "q=drift&kind=Briefing&theme=neglect&audience=parents") == {"Drift at home"}
    assert found(client, "q=drift&audience=parents") == {"Drift at home", "Drift explained"}


def test_the_years_offered_reach_from_an_event_next_year_to_the_earliest_page(client):
    BriefingFactory(parent=BriefingIndexFactory(), published_on="2023-05-01")
    boxes = main_of(client, "/search/").select("input[name=year]")
    years = [int(box["value"]) for box in boxes]
    assert years[-1] == 2023
    assert years == sorted(years, reverse=True)
    assert len(set(years)) == len(years)


def test_narrowed_search_costs_at_most_twenty_queries(client, django_assert_max_num_queries):
    index, theme = BriefingIndexFactory(), ThemeFactory(slug="neglect")
    BriefingFactory.create_batch(15, parent=index, theme=theme, introduction="On drift.")
    address = "/search/?q=drift&theme=neglect&year=2026&audience=schools&kind=Briefing"
    assert len(found(client, address.partition("?")[2])) == 10
    with django_assert_max_num_queries(20):
        client.get(address)
    with django_assert_max_num_queries(20):
        client.get("/search/?q=nothngg")


def test_a_landing_page_gathers_what_is_for_its_readers_and_nothing_else(client):
    briefings, events = BriefingIndexFactory(), EventIndexFactory()
    BriefingFactory(parent=briefings, title="For staff")
    BriefingFactory(parent=briefings, title="For parents", **FOR_PARENTS)
    EventFactory(parent=events, title="An evening", **FOR_PARENTS)
    page = InformationPageFactory(title="Parents", audience=Audience.PARENTS)
    text = main_of(client, page.url).text
    assert "For parents" in text
    assert "An evening" in text
    assert "For staff" not in text


@pytest.mark.parametrize(("audience", "first"), [(Audience.CHILDREN, True), (Audience.SCHOOLS, False)])
def test_families_read_first_whom_to_call(client, audience, first):
    PartnershipSettingsFactory()
    page = SectionPageFactory(title="Start here", audience=audience, body=[("text", "<p>The text.</p>")])
    text = main_of(client, page.url).text
    assert ("Numbers to call" in text) == first
    if first:
        assert text.index("Numbers to call") < text.index("The text.")


def test_a_landing_page_costs_at_most_twelve_queries(client, django_assert_max_num_queries):
    BriefingFactory.create_batch(4, parent=BriefingIndexFactory())
    page = SectionPageFactory(audience=Audience.SCHOOLS)
    client.get(page.url)
    with django_assert_max_num_queries(12):
        client.get(page.url)


def test_reading_time_is_told_on_outcomes_and_newsletters_too(client):
    long = f"<p>{'word ' * 700}</p>"
    outcome = OutcomeFactory(parent=OutcomeIndexFactory(), details=long)
    issue = NewsletterFactory(parent=NewsletterIndexFactory(), lead_text=long)
    for page in (outcome, issue):
        assert "4 minutes to read" in main_of(client, page.url).text


def test_reading_time_counts_words_and_not_markup():
    assert minutes_to_read([""]) == 1
    assert minutes_to_read(["<ul>" + "<li>one</li>" * 181 + "</ul>"]) == 2
