"""The demo's ordinary pages: complete, linked, loaded once."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page, Revision

from home.demo import load_home_demo
from home.models import PartnershipSettings
from home.tests.factories import home_page
from home.tests.test_pages import read
from tests.support.shared_content import shared_content

pytestmark = pytest.mark.django_db


loaded = shared_content(load_home_demo)


@pytest.fixture
def demo(loaded):
    return home_page()


def test_demo_pages_all_answer_with_one_heading_of_the_first_level(client, demo):
    pages = Page.objects.descendant_of(demo, inclusive=True).live()
    assert pages.count() == 14
    for page in pages:
        response = client.get(page.url_path.removeprefix("/home"))
        assert response.status_code == 200
        assert len(BeautifulSoup(response.content, "html.parser").select("h1")) == 1


def test_demo_links_lead_somewhere(client, demo):
    addresses = {"/"}
    for page in Page.objects.descendant_of(demo, inclusive=True):
        links = read(client, page.url_path.removeprefix("/home")).select("a[href^='/']")
        addresses |= {link["href"] for link in links}
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_demo_loaded_twice_changes_nothing(demo):
    before = list(Revision.objects.values_list("pk", flat=True))
    load_home_demo()
    assert list(Revision.objects.values_list("pk", flat=True)) == before
    assert Page.find_problems() == ([], [], [], [], [])


def test_front_page_shows_three_ways_on(client, demo):
    links = read(client, "/").select(".portal-routes a")
    assert [link["href"] for link in links] == ["/professionals/", "/accounts/login/", "/families/"]


def test_front_door_block_shows_the_numbers_of_the_settings(client, demo):
    PartnershipSettings.objects.update(front_door_phone="01632 960 999")
    assert "01632 960 999" in read(client, "/worried-about-a-child/").select_one(".portal-panel--concern").text


def test_accessibility_statement_states_what_the_law_asks(client, demo):
    text = " ".join(read(client, "/accessibility/").main.text.split())
    for words in (
        "partially compliant with the Web Content Accessibility Guidelines version 2.2",
        "Enforcement procedure",
        "Equality and Human Rights Commission",
        "prepared on Monday 2 November 2026",
        "last reviewed on Monday 16 November 2026",
        "partnership@demo.example",
    ):
        assert words in text


def test_table_has_caption_and_headings_and_scrolls_by_keyboard(client, demo):
    region = read(client, "/cookies/").select_one(".portal-table-region")
    assert (region.name, region["tabindex"], region["aria-label"]) == ("section", "0", "Cookies we set")
    assert [cell["scope"] for cell in region.select("thead th")] == ["col"] * 4
    assert {cell["scope"] for cell in region.select("tbody th")} == {"row"}


def test_sitemap_lists_published_pages_and_robots_names_it(client, demo):
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "/professionals/schools/</loc>" in sitemap
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /returns/" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots
