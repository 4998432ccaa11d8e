"""A topic gathers what was published on a theme, and its feed tells of it."""

import pytest
from bs4 import BeautifulSoup

from publications.models import NewsletterIndexPage
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


@pytest.fixture
def neglect():
    return ThemeFactory(name="Neglect", slug="neglect", description="Care that falls short.")


@pytest.fixture
def published(neglect):
    """An outcome, a briefing, an event and a story on neglect, and one of each on something else."""
    other = ThemeFactory(name="Babies", slug="babies")
    outcomes, briefings, events = OutcomeIndexFactory(), BriefingIndexFactory(), EventIndexFactory()
    outcome = OutcomeFactory(parent=outcomes, theme=neglect, title="Two years on", training="<p>Half a day.</p>")
    elsewhere = OutcomeFactory(parent=outcomes, theme=other, title="Unseen parent")
    BriefingFactory(parent=briefings, theme=neglect, title="When plans drift")
    BriefingFactory(parent=briefings, theme=other, title="Who is at home?")
    EventFactory(parent=events, theme=neglect, title="Practice hour")
    EventFactory(parent=events, theme=neglect, title="Long over", past=True)
    EventFactory(parent=events, title="Forum")
    stories = [
        (
            "story",
            {"heading": heading, "text": "Short.", "link": {"words": "Read the first story", "page": page.page_ptr}},
        )
        for heading, page in (("We went back", outcome), ("Fathers count", elsewhere))
    ]
    NewsletterFactory(parent=NewsletterIndexFactory(), title="Issue 12", stories=stories)
    return outcome


def read(client, address="/topics/neglect/"):
    return BeautifulSoup(client.get(address).content, "html.parser").main


def test_all_on_the_theme_is_there_and_nothing_else(client, published):
    text = " ".join(read(client).text.split())
    for words in ("Two years on", "When plans drift", "Practice hour", "Half a day.", "We went back", "Ask the child."):
        assert words in text
    for words in ("Unseen parent", "Who is at home?", "Forum", "Long over", "Fathers count"):
        assert words not in text


def test_a_story_picked_from_a_page_on_the_theme_is_there_in_the_pages_own_words(client, published):
    words = {"page": published.page_ptr, "heading": "", "text": "", "words": ""}
    fresh = {
        "heading": "Other news",
        "text": "Short.",
        "link": {"words": "Read the guide", "address": "https://a.org/"},
    }
    issues = NewsletterIndexPage.objects.get()
    NewsletterFactory(parent=issues, title="Issue 13", stories=[("picked", words), ("story", fresh)])
    story = read(client).find(string=lambda text: text and "Issue 13" in text)
    assert story is not None
    assert published.summary in story.find_parent("li").text


def test_drafts_stay_out_and_so_do_stories_about_them(client, published):
    published.unpublish()
    text = read(client).text
    assert "Two years on" not in text
    assert "We went back" not in text


def test_it_can_be_followed_by_mail_and_by_feed(client, published):
    links = [link["href"] for link in read(client).select("a")]
    assert "/subscribe/?theme=neglect" in links
    assert "/topics/neglect/feed/" in links
    assert client.get("/topics/neglect/feed/").status_code == 200


def test_the_list_names_the_topics_on_which_something_is_published(client, published):
    ThemeFactory(name="Nothing yet", slug="nothing")
    assert [title.text for title in read(client, "/topics/").select("h2")] == ["Babies", "Neglect"]


def test_a_topic_without_anything_says_so_and_one_that_is_none_answers_404(client, neglect):
    assert "Nothing on this topic yet" in read(client).text
    assert "No topics yet" in read(client, "/topics/").text
    assert client.get("/topics/none/").status_code == 404
    assert client.get("/topics/none/feed/").status_code == 404
    assert client.post("/topics/neglect/").status_code == 405


def test_publications_lead_to_their_topic(client, published):
    assert read(client, published.url).select_one(".pub-kind a")["href"] == "/topics/neglect/"


def test_a_topic_costs_at_most_twelve_queries(client, published, django_assert_max_num_queries):
    client.get("/topics/neglect/")
    with django_assert_max_num_queries(12):
        client.get("/topics/neglect/")
    with django_assert_max_num_queries(12):
        client.get("/topics/")


def test_no_cookie_is_set(client, published):
    for address in ("/topics/", "/topics/neglect/", "/topics/neglect/feed/", "/events/", "/events/calendar.ics"):
        assert not client.get(address).cookies


def test_search_engines_are_told_of_topics_in_use_and_of_what_was_done(client, published):
    ThemeFactory(name="Water", slug="water")
    told = client.get("/sitemap.xml").content.decode()
    assert "http://testserver/topics/</loc>" in told
    assert "http://testserver/topics/neglect/</loc>" in told
    assert "/topics/water/" not in told
    assert "http://testserver/you-said-we-did/</loc>" in told
