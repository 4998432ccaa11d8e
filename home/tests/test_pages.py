"""Ordinary pages, their parts and the demo."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from wagtail.models import Page, Revision, Workflow

from home.blocks import BodyBlock
from home.demo import load_home_demo
from home.models import AccessibilityPage, InformationPage, PartnershipSettings, SecondPersonTask
from home.pictures import pattern
from home.tests.factories import InformationPageFactory, home_page
from portal.accounts.models import User

pytestmark = pytest.mark.django_db


def read(client, path):
    return BeautifulSoup(client.get(path).content, "html.parser")


@pytest.fixture
def demo():
    return load_home_demo()


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


def test_every_part_of_a_page_is_shown_as_its_own_kind(client):
    InformationPageFactory(
        slug="parts",
        body=[
            ("heading", {"text": "A section", "level": "h2"}),
            ("text", "<p>Plain <b>words</b>.</p>"),
            ("callout", {"tone": "warning", "text": "<p>Take care.</p>"}),
            ("callout", {"tone": "note", "text": "<p>Good to know.</p>"}),
            ("details", {"summary": "More", "text": "<p>Hidden at first.</p>"}),
            ("quote", {"text": "It helped.", "source": "A practitioner"}),
            ("steps", {"steps": [{"title": "First", "text": ""}, {"title": "Then", "text": ""}]}),
            ("contact", {"name": "Help", "phone": "01632 960 010", "email": "help@demo.example"}),
        ],
    )
    main = read(client, "/parts/").main
    assert main.select_one("h2#a-section").text == "A section"
    assert main.select_one(".govuk-warning-text").text.split() == ["!", "WarningTake", "care."]
    assert main.select_one(".govuk-inset-text").text.strip() == "Good to know."
    assert main.select_one("details summary").text.strip() == "More"
    assert main.select_one("blockquote").text.strip() == "It helped."
    assert len(main.select("ol.portal-steps > li")) == 2
    assert main.select_one("a[href='tel:01632960010']")


def test_table_has_caption_and_headings_and_scrolls_by_keyboard(client, demo):
    region = read(client, "/cookies/").select_one(".portal-table-region")
    assert (region.name, region["tabindex"], region["aria-label"]) == ("section", "0", "Cookies we set")
    assert [cell["scope"] for cell in region.select("thead th")] == ["col"] * 4
    assert {cell["scope"] for cell in region.select("tbody th")} == {"row"}


def test_part_of_a_section_needs_its_section_first():
    block = BodyBlock()
    value = block.to_python([{"type": "heading", "value": {"text": "Too deep", "level": "h3"}}])
    with pytest.raises(ValidationError):
        block.clean(value)


def test_ordinary_pages_have_no_pages_below_them():
    assert InformationPage.allowed_subpage_models() == []
    assert AccessibilityPage.allowed_parent_page_models() == [type(home_page())]


def test_nobody_approves_their_own_page():
    moderators = Group.objects.get(name="Moderators")
    writer, reader = (User.objects.create_user(f"{name}@demo.example", name=name) for name in ("writer", "reader"))
    moderators.user_set.add(writer, reader)
    page = InformationPageFactory()
    page.save_revision(user=writer)
    task = SecondPersonTask.objects.get()
    assert task.get_actions(page, writer) == []
    assert {action[0] for action in task.get_actions(page, reader)} == {"approve", "reject"}
    assert page.get_workflow() == Workflow.objects.get(name="Publish with a second person")
    assert [step.specific for step in page.get_workflow().tasks] == [task]


def test_patterns_follow_from_the_name():
    assert pattern("Neglect", 6, 3) == pattern("Neglect", 6, 3)
    assert pattern("Neglect", 6, 3) != pattern("Exploitation", 6, 3)


def test_sitemap_lists_published_pages_and_robots_names_it(client, demo):
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "/professionals/schools/</loc>" in sitemap
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /returns/" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots
