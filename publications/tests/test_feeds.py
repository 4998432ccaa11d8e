"""Atom feeds."""

from datetime import date, datetime
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from publications.tests.factories import (
    BriefingFactory,
    BriefingIndexFactory,
    NewsletterFactory,
    NewsletterIndexFactory,
    OutcomeFactory,
    OutcomeIndexFactory,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def publications():
    outcome = OutcomeFactory(parent=OutcomeIndexFactory(), title="Outcome", published_on=date(2026, 1, 1))
    briefing = BriefingFactory(parent=BriefingIndexFactory(), title="Briefing", published_on=date(2026, 1, 3))
    newsletter = NewsletterFactory(parent=NewsletterIndexFactory(), title="Issue", published_on=date(2026, 1, 2))
    return outcome, briefing, newsletter


def parse(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def titles(feed):
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def test_one_feed_has_everything_newest_first(client, publications):
    assert titles(parse(client, "/feed/")) == ["Briefing", "Issue", "Outcome"]


@pytest.mark.parametrize(
    ("name", "expected"), [("audit-outcomes", "Outcome"), ("briefings", "Briefing"), ("newsletters", "Issue")]
)
def test_each_kind_has_its_own_feed(client, publications, name, expected):
    assert titles(parse(client, f"/feed/{name}/")) == [expected]


def test_an_entry_has_address_summary_kind_and_date(client, publications):
    entry = parse(client, "/feed/audit-outcomes/").find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/audit-outcomes/outcome/"
    assert entry.findtext(f"{ATOM}summary") == "One plain sentence."
    assert entry.find(f"{ATOM}category").get("term") == "Audit outcome"
    assert entry.findtext(f"{ATOM}published") == "2026-01-01T00:00:00+00:00"
    assert entry.findtext(f"{ATOM}updated")


def test_drafts_stay_out(client, publications):
    publications[0].unpublish()
    assert titles(parse(client, "/feed/audit-outcomes/")) == []


def test_a_feed_holds_the_newest_twenty(client):
    index = BriefingIndexFactory()
    for day in range(1, 23):
        BriefingFactory(parent=index, title=f"Briefing {day}", published_on=date(2026, 1, day))
    found = titles(parse(client, "/feed/"))
    assert len(found) == 20
    assert found[0] == "Briefing 22"


def test_every_page_names_the_feed_of_everything_in_head_and_footer(client, publications):
    page = BeautifulSoup(client.get("/subscribe/").content, "html.parser")
    assert page.head.find("link", rel="alternate", type="application/atom+xml")["href"] == "/feed/"
    assert page.footer.find("a", href="/feed/") is not None


def test_listings_name_their_feed(client, publications):
    assert 'href="/feed/briefings/"' in client.get("/briefings/").content.decode()


def test_a_feed_is_only_read(client, publications):
    assert client.post("/feed/").status_code == 405
    assert client.head("/feed/briefings/").status_code == 200


@pytest.mark.parametrize("address", ["/feed/", "/feed/audit-outcomes/", "/feed/briefings/", "/feed/newsletters/"])
def test_each_feed_has_what_the_standard_asks_for(client, publications, address):
    """RFC 4287: one title, id and date each, an author, an address of its own, ids that are unique and absolute."""
    feed = parse(client, address)
    entries = list(feed.iter(f"{ATOM}entry"))
    assert entries
    for part in (feed, *entries):
        for name in ("title", "id", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1
        assert datetime.fromisoformat(part.findtext(f"{ATOM}updated")).tzinfo
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == [f"http://testserver{address}"]
    ids = [part.findtext(f"{ATOM}id") for part in (feed, *entries)]
    assert len(set(ids)) == len(ids)
    assert all(each.startswith("http") for each in ids)


def test_a_summary_that_looks_like_markup_stays_text(client, publications):
    publications[0].finding = "Fewer than <b>5</b> & <script>alert(1)</script>"
    publications[0].save_revision().publish()
    entry = parse(client, "/feed/audit-outcomes/").find(f"{ATOM}entry")
    shown = BeautifulSoup(entry.findtext(f"{ATOM}summary"), "html.parser")
    assert shown.get_text() == publications[0].finding
    assert shown.find() is None
