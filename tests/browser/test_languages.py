"""A reader goes from a page to its Welsh translation and back, on a server that has the language switched on."""

import pytest
from playwright.sync_api import expect

from tests.browser.http import Client
from tests.browser.measures import axe_everywhere, paper_problems, reflow_problems, ruler, target_problems
from tests.support import demo_data
from tests.support.browsing import PHONE
from tests.support.page_checks import markup_errors

pytestmark = pytest.mark.browser
ON = {"CONTENT_LANGUAGES": "cy"}
# The front page, a section, a page of running text, a listing and an outcome, as an editor translates them: the title.
TRANSLATE = """
from wagtail.models import Locale, Page
welsh = Locale.objects.create(language_code="cy")
for address in ("/home/", "/home/professionals/", "/home/professionals/schools/", "/home/audit-outcomes/",
                "/home/audit-outcomes/neglect-two-years-on/"):
    page = Page.objects.get(url_path=address).specific.copy_for_translation(welsh)
    page.title = f"Cymraeg: {page.pk}"
    page.save_revision().publish()
"""
PLACES = ("", "professionals/", "professionals/schools/", "audit-outcomes/", "audit-outcomes/neglect-two-years-on/")


@pytest.fixture
def server(new_server):
    """A server whose site was English and has got Welsh pages since."""
    server = new_server(**ON)
    demo_data.manage(server.data, "", "migrate", "--noinput", **ON)
    demo_data.manage(server.data, "", "shell", "-c", TRANSLATE, **ON)
    server.start()
    return server


def test_to_the_translation_and_back(server, visit):
    for options in ({}, {"viewport": PHONE, "java_script_enabled": False}):
        page = visit(server, locale="pl-PL", **options)
        page.goto("/professionals/schools/")
        page.get_by_role("link", name="Cymraeg", exact=True).click()
        expect(page).to_have_url(f"{server.base_url}/cy/professionals/schools/")
        expect(page.locator("html")).to_have_attribute("lang", "cy")
        page.get_by_role("navigation", name="Breadcrumb").get_by_role("link").first.click()
        expect(page).to_have_url(f"{server.base_url}/cy/")
        page.get_by_role("navigation", name="This page in other languages").get_by_role("link", name="English").click()
        expect(page).to_have_url(f"{server.base_url}/")
        assert page.context.cookies() == []


def test_pages_in_welsh_are_as_sound_as_any(server, visit, tmp_path):
    page, client = visit(server), Client(server)
    # What the ruler says of a language that is not English is what is meant here.
    expected = {"/": [], **{f"/cy/{place}": ['language is "cy"'] for place in PLACES}}
    wrong = {}
    for number, address in enumerate(expected):
        page.goto(address)
        wrong[address] = ruler(page, "structure") + reflow_problems(page) + target_problems(page)
        wrong[address] += axe_everywhere(page) + paper_problems(page)
        (tmp_path / f"{number}.html").write_bytes(client.get(address).body)
    assert wrong == expected
    assert markup_errors(tmp_path) == []
