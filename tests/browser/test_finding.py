"""A practitioner finds a briefing with a misspelt word, narrows the search, follows the topic, keeps a date."""

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.support.browsing import PHONE, login

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("java_script", [True, False], ids=["with script", "without script"])
def test_from_a_misspelt_word_to_a_date_in_the_calendar(module_server, visit, java_script, viewport):
    options = {"viewport": viewport} if viewport else {}
    page = visit(module_server, java_script_enabled=java_script, accept_downloads=True, **options)
    page.goto("/search/?q=neglcet")
    page.get_by_role("link", name="neglect", exact=True).click()
    expect(page.get_by_role("heading", name="results for “neglect”")).to_be_visible()
    narrow(page, "Briefing", "Neglect")
    expect(page.locator(".portal-list li")).not_to_have_count(0)
    for kind in page.locator(".portal-list .portal-meta").all_text_contents():
        assert kind.startswith("Briefing")
    assert "kind=Briefing" in page.url
    assert "theme=neglect" in page.url
    page.get_by_role("link", name="When plans drift").click()
    page.get_by_role("article").get_by_role("link", name="Neglect", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Neglect")).to_be_visible()
    follow = page.get_by_role("link", name="Follow this topic by e-mail").get_attribute("href")
    page.get_by_role("link", name="Neglect practice hour").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Put it in your calendar").click()
    with open(download.value.path(), "rb") as file:
        (entry,) = Calendar.from_ical(file.read()).walk("VEVENT")
    assert str(entry["SUMMARY"]) == "Neglect practice hour"
    assert page.context.cookies() == []
    page.goto(follow)
    assert page.get_by_label("Neglect", exact=True).is_checked()
    assert page.locator("main [name=themes]:checked").count() == 1
    assert page.get_by_label("Send me the newsletter").is_checked() is False


def narrow(page, *choices):
    """Tick these and send; on a phone the list is folded."""
    summary = page.locator("summary", has_text="Narrow the search")
    if summary.is_visible():
        summary.click()
    for words in choices:
        page.get_by_role("checkbox", name=words, exact=True).check()
    page.get_by_role("button", name="Show these only").click()


@pytest.mark.parametrize("java_script", [True, False], ids=["with script", "without script"])
def test_a_reader_reports_a_problem_and_an_editor_reads_it(module_server, visit, login_as_editor, java_script):
    words = f"The table is cut off, {'with' if java_script else 'without'} script."
    reader = visit(module_server, java_script_enabled=java_script)
    reader.goto("/topics/")
    reader.get_by_role("link", name="Report a problem with this page").click()
    expect(reader.get_by_text("Do not write about a child here.")).to_be_visible()
    reader.get_by_role("button", name="Send").click()
    expect(reader.get_by_role("link", name="Say what went wrong.")).to_be_visible()
    reader.get_by_label("What went wrong?").fill(words)
    reader.get_by_role("button", name="Send").click()
    expect(reader.get_by_role("heading", level=1, name="Thank you")).to_be_visible()
    assert reader.context.cookies() == []
    login_as_editor.goto("/admin/home/problemreport/")
    expect(login_as_editor.get_by_text(words)).to_be_visible()
    expect(login_as_editor.get_by_role("cell", name="/topics/").first).to_be_visible()


@pytest.fixture
def login_as_editor(module_server, visit):
    """A window in which an editor is signed in."""
    page = visit(module_server)
    login(page, "editor@demo.example")
    return page
