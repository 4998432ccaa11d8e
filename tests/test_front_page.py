"""The front page with what the publications put on it."""

import pytest
from bs4 import BeautifulSoup

from home.demo import load_home_demo
from publications.demo import load_publications_demo
from publications.models import AuditOutcomePage

pytestmark = pytest.mark.django_db


def test_front_page_tells_what_was_learned_in_at_most_twelve_queries(client, django_assert_max_num_queries):
    load_publications_demo(load_home_demo())
    page = BeautifulSoup(client.get("/").content, "html.parser")
    newest = [finding.select_one("h3").text.strip() for finding in page.select(".portal-finding")]
    assert newest == [each.title for each in AuditOutcomePage.objects.live().order_by("-published_on")[:3]]
    assert page.select_one(".portal-section__more a")["href"] == "/audit-outcomes/"
    assert page.select_one(".portal-briefing a")["href"].startswith("/briefings/")
    with django_assert_max_num_queries(12):
        client.get("/")
