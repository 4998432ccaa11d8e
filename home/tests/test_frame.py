"""What every page shows, and what it never does."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage
from home.querysets import readable
from home.tests.factories import InformationPageFactory, PartnershipSettingsFactory, SectionPageFactory

pytestmark = pytest.mark.django_db


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("path", ["/", "/search/", "/guide/", "/not-there/"])
def test_every_page_says_first_how_to_report_a_concern(client, path):
    PartnershipSettingsFactory()
    InformationPageFactory(slug="guide")
    page = read(client, path, status=404 if path == "/not-there/" else 200)
    strip = page.select_one(".portal-concern")
    assert [link["href"] for link in strip.select("a")] == ["tel:01632960001", "tel:01632960002"]
    assert "999" in strip.text
    assert page.find("header").find_previous("section") == strip


def test_a_new_site_says_999_before_anyone_has_filled_in_the_settings(client):
    assert "If a child is in danger now, call 999" in read(client, "/").select_one(".portal-concern").text


def test_title_names_the_page_and_then_the_partnership(client):
    PartnershipSettingsFactory()
    InformationPageFactory(title="For schools", slug="schools")
    assert read(client, "/schools/").title.text == "For schools - Merrowdale Safeguarding Children Partnership"


def test_navigation_has_the_pages_in_menus_at_most_six_and_marks_the_current_one(client):
    InformationPageFactory(title="Not in menus", slug="other")
    for number in range(7):
        InformationPageFactory(in_menu=True, title=f"Entry {number}", slug=f"entry-{number}")
    links = read(client, "/entry-2/").select(".portal-navigation__wide a")
    assert [link.text for link in links] == [*(f"Entry {number}" for number in range(6)), "Sign in"]
    assert [link.text for link in links if link.get("aria-current")] == ["Entry 2"]


def test_breadcrumbs_lead_up_to_the_front_page(client):
    section = SectionPageFactory(title="For families", slug="families")
    InformationPageFactory(parent=section, slug="parents")
    steps = read(client, "/families/parents/").select(".govuk-breadcrumbs a")
    assert [(step.text, step["href"]) for step in steps] == [("Home", "/"), ("For families", "/families/")]


def test_reading_sets_no_cookie(client):
    InformationPageFactory(slug="guide")
    for path in ("/", "/guide/", "/search/?q=guide", "/not-there/"):
        assert not client.get(path).cookies


def test_someone_signed_in_finds_the_way_to_their_work(client):
    client.force_login(get_user_model().objects.create_user("lead@school.example", name="Ada Lead"))
    assert (
        read(client, "/").select_one(".portal-navigation__wide .portal-navigation__account").text.strip() == "Your work"
    )


def test_content_security_policy_allows_nothing_inline_and_nothing_foreign(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "http" not in policy


def test_a_page_costs_at_most_twelve_queries(client, django_assert_max_num_queries):
    PartnershipSettingsFactory()
    section = SectionPageFactory(slug="families", show_in_menus=True)
    for number in range(12):
        InformationPageFactory(parent=section, slug=f"page-{number}")
    client.get("/families/page-1/")
    with django_assert_max_num_queries(12):
        client.get("/families/page-1/")


def test_section_lists_what_can_be_read_in_it_but_not_drafts(client):
    section = SectionPageFactory(slug="families")
    InformationPageFactory(parent=section, title="For parents", introduction="Where to ask.")
    InformationPageFactory(parent=section, title="Half written", live=False)
    text = read(client, "/families/").main.text
    assert "For parents" in text
    assert "Where to ask." in text
    assert "Half written" not in text


def test_shared_link_describes_the_page(client):
    InformationPageFactory(title="For schools", slug="schools", introduction="What you are asked to do.")
    head = read(client, "/schools/").head
    assert head.find("meta", property="og:title")["content"] == "For schools"
    assert head.find("meta", attrs={"name": "description"})["content"] == "What you are asked to do."
    assert head.find("link", rel="canonical")["href"].endswith("/schools/")


def test_there_is_one_front_page_and_it_cannot_be_added_again():
    assert not HomePage.can_create_at(HomePage.objects.get().get_parent())


def test_pages_behind_a_password_and_all_below_them_are_listed_nowhere(client):
    closed = SectionPageFactory(title="Closed", slug="closed", show_in_menus=True)
    PageViewRestriction.objects.create(page=closed, restriction_type="password", password="open sesame")
    below = InformationPageFactory(parent=closed, title="Below")
    beside = SectionPageFactory(title="Open")
    assert set(readable(Page.objects.all()).values_list("pk", flat=True)) >= {beside.pk}
    assert not readable(Page.objects.filter(pk__in=[closed.pk, below.pk])).exists()
    assert "Closed" not in read(client, "/").text


def test_draft_answers_404_also_below_a_section(client):
    section = SectionPageFactory(slug="families")
    InformationPageFactory(parent=section, slug="draft", live=False)
    assert client.get("/families/draft/").status_code == 404
    assert client.get("/families/draft/deeper/").status_code == 404


@pytest.mark.parametrize("path", ["/", "/search/", "/subscribe/", "/accounts/login/", "/no-such-page/"])
def test_every_page_describes_itself_once(client, path):
    """To search engines and wherever its address is shared; what has no words of its own says whose site it is."""
    PartnershipSettingsFactory()
    described = BeautifulSoup(client.get(path).text, "html.parser").find_all("meta", attrs={"name": "description"})
    assert len(described) == 1
    assert len(described[0]["content"]) > 20
