"""How many questions a page asks of the database (bars P2)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from publications.tests.factories import (
    NewsletterFactory,
    NewsletterIndexFactory,
    OutcomeFactory,
    OutcomeIndexFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def questions(client, address):
    """Queries of one request, once the process knows content types and the address of the site."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_a_listing_asks_at_most_twenty_questions_whatever_its_length(client):
    index = OutcomeIndexFactory()
    theme = ThemeFactory(slug="neglect")
    first = OutcomeFactory(parent=index, theme=theme)
    add_outcomes(first, 5_000)
    asked = questions(client, f"{index.url}?theme=neglect&page=100")
    assert len(asked) <= 20, asked


def test_the_listing_of_newsletters_fetches_no_page_that_a_story_links_to(client):
    index = NewsletterIndexFactory()
    link = {"words": "Read the first story", "page": index.get_parent()}
    stories = [("story", {"heading": heading, "text": "Short.", "link": link}) for heading in ("First", "Second")]
    NewsletterFactory(parent=index, stories=stories)
    asked = questions(client, index.url)
    NewsletterFactory.create_batch(4, parent=index, stories=stories)
    assert len(questions(client, index.url)) == len(asked), asked
    assert client.get(index.url).content.decode().count("What we learned. First. Second.") == 5


def add_outcomes(first, count):
    """Write many more like the first as bare rows; adding them to the tree one by one would take minutes."""
    base = Page.objects.get(pk=first.pk)
    pages = []
    for number in range(2, count + 2):
        copy = model_to_page(base, number)
        pages.append(copy)
    Page.objects.bulk_create(pages)
    for page in pages:
        first.pk = first.page_ptr_id = first.id = page.pk
        first.published_on = date(2026, 1, 1) - timedelta(days=page.pk % 1000)
        first.save_base(raw=True, force_insert=True)


def model_to_page(base, number):
    """A page beside the first, not yet saved."""
    values = {field.attname: getattr(base, field.attname) for field in Page._meta.concrete_fields}
    path = Page._get_path(base.path[: -Page.steplen], base.depth, number)
    return Page(
        **values
        | {
            "id": None,
            "path": path,
            "slug": f"outcome-{number}",
            "url_path": f"{base.url_path}{number}/",
            "translation_key": uuid4(),
        }
    )
