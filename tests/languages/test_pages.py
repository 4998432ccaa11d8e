"""What readers, browsers and search engines are told of the languages of a page."""

import pytest
from bs4 import BeautifulSoup
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import RequestFactory
from wagtail.models import Locale, PageViewRestriction

from home.tests.factories import InformationPageFactory, PartnershipSettingsFactory, SectionPageFactory
from portal.languages import Language
from portal.pagecache.handler import PublicPagesHandler
from tests.languages.conftest import translated

pytestmark = pytest.mark.django_db


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def guide(english, welsh):
    """A page in English and its published translation."""
    page = InformationPageFactory(parent=english, title="For parents", slug="parents", show_in_menus=True)
    translated(page, welsh.locale, title="I rieni", slug="rhieni")
    return page


def switch(page):
    return [(link["lang"], link["hreflang"], link["href"], link.text) for link in page.select(".portal-languages a")]


def test_each_page_leads_to_its_translations_by_their_own_names(client, guide):
    assert switch(read(client, "/parents/")) == [("cy", "cy", "/cy/rhieni/", "Cymraeg")]
    assert switch(read(client, "/cy/rhieni/")) == [("en-GB", "en-GB", "/parents/", "English")]
    assert switch(read(client, "/")) == [("cy", "cy", "/cy/", "Cymraeg")]


def test_search_engines_are_told_of_a_page_and_its_translations_both_ways(client, guide):
    both = {"en-GB": guide.full_url, "cy": guide.full_url.replace("/parents/", "/cy/rhieni/")}
    for path in ("/parents/", "/cy/rhieni/"):
        links = read(client, path).select("link[hreflang]")
        assert {each["hreflang"]: each["href"] for each in links} == both
    assert read(client, "/cy/rhieni/").find("meta", property="og:locale")["content"] == "cy_GB"


def test_a_problem_with_a_page_in_welsh_can_be_reported(client, guide):
    link = read(client, "/cy/rhieni/").find("a", string="Report a problem with this page")["href"]
    assert read(client, link).find("input", {"name": "page"})["value"] == "/cy/rhieni/"


def test_what_is_not_translated_has_no_switch(client, english, welsh):
    InformationPageFactory(parent=english, slug="only-english")
    page = read(client, "/only-english/")
    assert not page.select(".portal-languages, [hreflang]")
    assert not read(client, "/search/").select(".portal-languages, [hreflang]")


@pytest.mark.parametrize("state", ["draft", "closed", "alias"])
def test_a_translation_that_not_everybody_may_read_is_told_of_nowhere(client, english, welsh, state):
    page = InformationPageFactory(parent=english, slug="guide")
    copy = page.copy_for_translation(welsh.locale, alias=state == "alias")
    if state == "closed":
        copy.save_revision().publish()
        PageViewRestriction.objects.create(page=copy, restriction_type=PageViewRestriction.LOGIN)
    assert not read(client, "/guide/").select("[hreflang]")
    assert b"/cy/guide/" not in client.get("/sitemap.xml").content


def test_the_frame_of_a_page_in_welsh_says_that_it_is_english(client, guide):
    PartnershipSettingsFactory()
    page = read(client, "/cy/rhieni/")
    assert page.html["lang"] == "cy"
    assert page.main["lang"] == "cy"
    for part in (".portal-concern", ".portal-masthead", ".portal-navigation", ".portal-footer", ".govuk-breadcrumbs"):
        assert page.select_one(part)["lang"] == "en-GB", part
    assert page.select_one(".govuk-skip-link")["lang"] == "en-GB"
    assert page.select_one(".govuk-breadcrumbs ol")["lang"] == "cy"
    assert page.select_one(".portal-navigation__wide a")["lang"] == "cy"


def test_navigation_and_breadcrumbs_stay_in_the_readers_language(client, english, welsh, guide):
    section = SectionPageFactory(parent=english, title="Families", slug="families")
    below = InformationPageFactory(parent=section, title="Bruises", slug="bruises")
    translated(section, welsh.locale, title="Teuluoedd", slug="teuluoedd")
    translated(below, welsh.locale, title="Cleisiau", slug="cleisiau")
    page = read(client, "/cy/teuluoedd/cleisiau/")
    entries = [(link.text, link["href"]) for link in page.select(".portal-navigation__wide a")]
    assert entries == [("I rieni", "/cy/rhieni/"), ("Sign in", "/accounts/login/")]
    steps = [(step.text, step["href"]) for step in page.select(".govuk-breadcrumbs a")]
    assert steps == [("Hafan", "/cy/"), ("Teuluoedd", "/cy/teuluoedd/")]
    assert page.select_one(".portal-masthead__name")["href"] == "/cy/"
    entries = [link.text for link in read(client, "/families/bruises/").select(".portal-navigation__wide a")]
    assert entries == ["For parents", "Sign in"]


def test_the_address_alone_decides_and_both_pages_are_kept(client, guide):
    client.cookies["django_language"] = "cy"
    for path, language in (("/parents/", "en-GB"), ("/cy/rhieni/", "cy")):
        response = client.get(path, headers={"accept-language": "pl, cy;q=0.5, en;q=0.1"})
        assert BeautifulSoup(response.content, "html.parser").html["lang"] == language
        assert "accept-language" not in response.get("Vary", "").lower()
    request_started.disconnect(close_old_connections)
    handler = PublicPagesHandler()
    for path in ("/parents/", "/cy/rhieni/", "/sitemap.xml"):
        environ = RequestFactory(headers={"host": "testserver"}).get(path).environ
        for _ in range(2):
            b"".join(handler(dict(environ), lambda *sent: None))
        assert handler.kept_answer(dict(environ)) is not None, path
    request_started.connect(close_old_connections)


def test_search_says_in_which_language_a_page_is(client, english, welsh):
    page = InformationPageFactory(parent=english, title="Wrexham", slug="office")
    translated(page, welsh.locale, title="Wrexham, Wrecsam", slug="swyddfa")
    results = read(client, "/search/?q=wrexham").select(".portal-list__title")
    assert {each.a["href"]: each.get("lang") for each in results} == {"/office/": None, "/cy/swyddfa/": "cy"}


def test_a_language_written_from_right_to_left_is_read_so():
    assert str(Language("ur").own) == ' lang="ur" dir="rtl"'
    assert str(Language("cy").own) == ' lang="cy" dir="ltr"'
    assert str(Language("zh-hans").own) == ' lang="zh-Hans" dir="ltr"'
    assert Language("en-gb").own == Language("en-gb").frame == ""


def test_pages_of_a_second_further_language_stay_apart(client, english, welsh):
    polish = translated(english, Locale.objects.create(language_code="pl"), title="Start")
    assert read(client, "/pl/").h1.text == "Start"
    assert [link[3] for link in switch(read(client, "/"))] == ["Cymraeg", "polski"]
    assert polish.url == "/pl/"
