"""Search is narrowed by what is ticked, and the ticks live in the address; documents are found where they may be."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from home.models import InformationPage
from home.tests.factories import InformationPageFactory

pytestmark = pytest.mark.django_db


def read(client, query):
    return BeautifulSoup(client.get(f"/search/?{query}").content, "html.parser")


def results(client, query):
    return [title.text for title in read(client, query).select(".portal-list__title")]


@pytest.fixture
def make_document():
    """Makes a document, by default on a page that anyone may read."""

    def make(title, *, collection=None, on_a_page=True, **page):
        document = get_document_model().objects.create(
            title=title,
            file=ContentFile(b"words", name="form.docx"),
            collection=collection or Collection.get_first_root_node(),
        )
        if on_a_page:
            InformationPageFactory(body=[("document", {"document": document, "text": ""})], **page)
        return document

    return make


def test_a_page_for_somebody_else_is_left_out_and_one_for_nobody_in_particular_stays(client):
    InformationPageFactory(title="Missed by parents", for_parents=True)
    InformationPageFactory(title="Missed by schools", for_schools=True)
    InformationPageFactory(title="Missed by all")
    assert set(results(client, "q=missed&audience=parents")) == {"Missed by parents", "Missed by all"}
    both = {"Missed by parents", "Missed by schools", "Missed by all"}
    assert set(results(client, "q=missed&audience=parents&audience=schools")) == both


def test_the_ticks_are_kept_and_can_be_taken_off(client):
    InformationPageFactory(title="Missed by parents", for_parents=True)
    page = read(client, "q=missed&audience=parents")
    assert [box["value"] for box in page.select("input[type=checkbox][checked]")] == ["parents"]
    assert page.select_one(".portal-filter-layout__results a")["href"] == "/search/?q=missed"
    assert page.select_one("details.pub-filters summary").text == "Narrow the search (1 chosen)"


def test_what_cannot_be_ticked_is_ignored(client):
    InformationPageFactory(title="Missed by all")
    assert results(client, "q=missed&audience=nobody&theme=none&year=20x&kind=%00") == ["Missed by all"]


def test_nothing_found_among_what_is_ticked_offers_everything(client):
    InformationPageFactory(title="Missed by schools", for_schools=True)
    links = [link["href"] for link in read(client, "q=missed&audience=parents").select(".portal-prose a")]
    assert "/search/?q=missed" in links


def test_a_document_on_a_published_page_is_found_with_its_kind_and_size(client, make_document):
    document = make_document("Referral form")
    page = read(client, "q=referral")
    result = page.select_one(".portal-list li")
    assert result.a["href"] == document.url
    assert result.mark.text == "Referral"
    assert "Document" in result.text
    assert "DOCX, 5" in result.text
    assert results(client, "q=referral&kind=Document") == ["Referral form"]
    assert results(client, "q=referral&kind=Information") == []


def test_a_document_of_a_closed_collection_is_never_found(client, make_document):
    closed = Collection.get_first_root_node().add_child(name="Members only")
    below = closed.add_child(name="Below it")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    make_document("Referral form", collection=closed)
    make_document("Referral notes", collection=below)
    assert results(client, "q=referral") == []


def test_a_document_that_is_on_no_page_anyone_may_read_is_not_found(client, make_document):
    make_document("Referral uploaded", on_a_page=False)
    make_document("Referral draft", live=False)
    make_document("Referral closed", slug="closed")
    PageViewRestriction.objects.create(page=InformationPage.objects.get(slug="closed"), restriction_type="login")
    assert results(client, "q=referral") == []


def test_documents_have_no_year_theme_or_audience(client, make_document):
    make_document("Referral form")
    assert results(client, "q=referral&audience=parents") == []


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)"]
)
def test_payloads_come_back_as_words(client, payload):
    for name in ("q", "kind", "theme", "year", "audience"):
        html = client.get("/search/", {"q": "missed", name: payload}).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_searching_sets_no_cookie(client):
    assert not client.get("/search/?q=missed").cookies
