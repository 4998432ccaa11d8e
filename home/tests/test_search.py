"""Search finds what is published, shows where, and helps when it finds nothing."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from home.search import split_words
from home.snippets import mark_words, snippet
from home.tests.factories import InformationPageFactory, SectionPageFactory

pytestmark = pytest.mark.django_db


def results(client, query):
    page = BeautifulSoup(client.get(f"/search/?{query}").content, "html.parser")
    return [title.text for title in page.select(".portal-list__title")]


def test_finds_words_in_title_and_text_whole_or_in_any_order(client):
    InformationPageFactory(title="Neglect", body=[("text", "<p>What we learned about missed appointments.</p>")])
    InformationPageFactory(title="Missed chances")
    assert set(results(client, "q=missed")) == {"Neglect", "Missed chances"}
    assert results(client, "q=appointments+learned") == ["Neglect"]


def test_words_in_the_title_come_before_words_in_the_text(client):
    InformationPageFactory(title="Missed chances")
    InformationPageFactory(title="Neglect", introduction="Missed, missed and missed again.")
    assert results(client, "q=missed") == ["Missed chances", "Neglect"]


def test_marks_the_words_and_escapes_what_editors_wrote(client):
    InformationPageFactory(title="Sums", introduction="If 3 <b> 2 then appointments are missed.")
    html = client.get("/search/?q=appointments").content.decode()
    assert "3 &lt;b&gt; 2 then <mark>appointments</mark> are missed" in html


def test_never_shows_drafts_or_pages_behind_a_password(client):
    InformationPageFactory(title="Missed draft", live=False)
    closed = InformationPageFactory(title="Missed and closed")
    PageViewRestriction.objects.create(page=closed, restriction_type="password", password="open sesame")
    assert results(client, "q=missed") == []


def test_kinds_narrow_the_results_and_unknown_kinds_are_ignored(client):
    InformationPageFactory(title="Missed page")
    assert results(client, "q=missed&kind=Information") == ["Missed page"]
    assert results(client, "q=missed&kind=Nonsense") == ["Missed page"]


def test_nothing_found_says_so_and_offers_ways_on(client):
    SectionPageFactory(title="For families")
    text = BeautifulSoup(client.get("/search/?q=zebra").content, "html.parser").main.text
    assert "Nothing found for “zebra”" in text
    assert "For families" in text


@pytest.mark.parametrize(
    "query", ["", "q=", "q=%22%27%28*", "q=%00", "page=zebra&q=page", "q=" + "long+" * 400, "q=AND+OR+NOT"]
)
def test_odd_queries_are_answered(client, query):
    InformationPageFactory(title="A page")
    assert client.get(f"/search/?{query}").status_code == 200


def test_pages_of_results_keep_words_and_kinds_in_the_address(client):
    for number in range(12):
        InformationPageFactory(title=f"Missed {number}")
    page = BeautifulSoup(client.get("/search/?q=missed&kind=Information").content, "html.parser")
    assert page.select_one("a[rel=next]")["href"] == "?q=missed&kind=Information&page=2"
    assert len(results(client, "q=missed&kind=Information&page=2")) == 2


def test_costs_at_most_twenty_queries_however_many_pages(client, django_assert_max_num_queries):
    section = SectionPageFactory(title="Missed section")
    for number in range(30):
        InformationPageFactory(parent=section, title=f"Missed {number}")
    client.get("/search/?q=missed")
    with django_assert_max_num_queries(20):
        client.get("/search/?q=missed&page=2")


def test_snippet_is_cut_at_words_around_the_first_hit():
    text = "start " * 60 + "neglect " + "end " * 100
    cut = snippet(text, ["neglect"])
    assert cut.startswith("… start")
    assert cut.endswith("end …")
    assert "neglect" in cut
    assert snippet("short text", ["absent"]) == "short text"


def test_marking_covers_the_whole_word_and_ignores_capitals():
    assert mark_words("Children and a child", ["child"]) == "<mark>Children</mark> and a <mark>child</mark>"
    assert mark_words("a < b", []) == "a &lt; b"


def test_signs_are_not_words():
    assert split_words("“neglect” (2026) *") == ["neglect", "2026"]
