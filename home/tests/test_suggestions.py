"""A misspelt word leads to the site's own word, and never to one that nobody may read."""

import pytest
from bs4 import BeautifulSoup

from home.models import SearchWord
from home.suggestions import learn_words
from home.tests.factories import InformationPageFactory

pytestmark = pytest.mark.django_db


def suggested(client, query):
    link = BeautifulSoup(client.get(f"/search/?{query}").content, "html.parser").select_one(".govuk-body-l a")
    return link and (link.text, link["href"])


@pytest.mark.parametrize("typed", ["suprevision", "supervison", "Supervisionn", "supervission"])
def test_a_misspelt_word_leads_to_the_one_meant(client, typed):
    InformationPageFactory(title="Supervision that reflects")
    learn_words()
    assert suggested(client, f"q={typed}") == ("supervision", "?q=supervision")


def test_words_that_are_known_stay_and_the_filters_stay(client):
    InformationPageFactory(title="Neglect", introduction="A chronology helps.")
    learn_words()
    assert suggested(client, "q=neglect+cronology&kind=Information") == (
        "neglect chronology",
        "?q=neglect+chronology&kind=Information",
    )


def test_of_two_words_as_near_the_more_frequent_is_meant(client):
    InformationPageFactory(title="Planned visits")
    for number in range(3):
        InformationPageFactory(title=f"Planner {number}")
    learn_words()
    assert suggested(client, "q=planne")[0] == "planner"


def test_nothing_is_suggested_that_finds_nothing(client):
    page = InformationPageFactory(title="Supervision")
    learn_words()
    page.unpublish()
    assert suggested(client, "q=supervison") is None


def test_nothing_near_suggests_nothing(client):
    InformationPageFactory(title="Supervision")
    learn_words()
    assert suggested(client, "q=zebra") is None
    assert suggested(client, "q=12345") is None


def test_words_of_drafts_are_not_learnt():
    InformationPageFactory(title="Secretly planned", live=False)
    InformationPageFactory(title="Openly told")
    learn_words()
    words = set(SearchWord.objects.values_list("word", flat=True))
    assert {"openly", "told"} <= words
    assert not words & {"secretly", "planned"}


def test_learning_twice_changes_nothing():
    InformationPageFactory(title="Openly told")
    learn_words()
    first = list(SearchWord.objects.values_list("word", "pages"))
    learn_words()
    assert sorted(SearchWord.objects.values_list("word", "pages")) == sorted(first)
