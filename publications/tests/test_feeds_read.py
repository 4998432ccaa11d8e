"""Every feed as a feed reader sees it."""

import feedparser
import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.django_db
FEEDS = ["/feed/", "/feed/audit-outcomes/", "/feed/briefings/", "/feed/newsletters/", "/feed/events/"]
TOPIC = "/topics/neglect/feed/"


def read(client, address):
    answer = client.get(address)
    return feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})


@pytest.mark.parametrize("address", [*FEEDS, TOPIC])
def test_a_reader_takes_it_without_complaint(demo, client, address):
    feed = read(client, address)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert feed.feed.title
    assert any(link.rel == "self" and link.href.endswith(address) for link in feed.feed.links)
    assert client.get(feed.feed.link.removeprefix("http://testserver")).status_code == 200
    assert feed.entries
    for entry in feed.entries:
        assert entry.title
        assert entry.summary
        assert entry.published_parsed
        assert entry.updated_parsed
        assert client.get(entry.link.removeprefix("http://testserver")).status_code == 200
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)


def test_the_feed_of_a_topic_has_outcomes_briefings_and_events_of_it(demo, client):
    feed = read(client, TOPIC)
    assert {entry.tags[0].term for entry in feed.entries} == {"Audit outcome", "Briefing", "Event"}
    titles = {entry.title for entry in feed.entries}
    assert "Neglect: two years on" in titles
    assert "After self-harm" not in titles


@pytest.mark.parametrize("page", ["/topics/neglect/", "/events/", "/briefings/"])
def test_a_reader_discovers_the_feed_of_a_page(demo, client, page):
    head = BeautifulSoup(client.get(page).content, "html.parser").head
    found = [link["href"] for link in head.select('link[rel=alternate][type="application/atom+xml"]')]
    assert len(found) == 2
    for address in found:
        assert not read(client, address).bozo


def test_the_subscribe_page_lists_every_feed(demo, client):
    links = {link["href"] for link in BeautifulSoup(client.get("/subscribe/").content, "html.parser").main.select("a")}
    assert set(FEEDS) <= links
