"""Cases in a browser: a list with bad lines, pasted by keyboard without script."""

import pytest
from playwright.sync_api import Page

from tests.browser.keyboard import tab_to
from tests.browser.places import Places
from tests.support.browsing import login

pytestmark = pytest.mark.browser
LIST = ["3, Wrenna Mosscop, 3/5/2023", "99, Aldous Pennyfeather", "8, , 1/1/2018", "12, Ione Larkhollow"]


def test_a_list_with_two_bad_lines_is_pasted_by_keyboard_without_script(new_seeded_server, visit):
    server = new_seeded_server()
    places = Places(server.data / "portal.sqlite3")
    page = visit(server, java_script_enabled=False)
    login(page, "unit@demo.example")
    page.goto(places.resolve("/unit/case-audits/{row:audit}/cases/"))
    press(page, "Add a list of cases")
    tab_to(page, name="text")
    for number, line in enumerate(LIST):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.insert_text(line)
    press(page, "Check the list")
    assert page.locator("main").get_by_text("2 of 4 lines were understood").is_visible()
    bad = page.locator("section[aria-labelledby=bad-lines] li").all_inner_texts()
    assert [words.split(":")[0] for words in bad] == ["Line 2", "Line 3"]
    assert "Mosscop" not in page.content()
    press(page, "Add only these 2 cases")
    assert page.get_by_text("2 cases are added. Their agencies have been told.").is_visible()
    assert "Mosscop" not in page.content()


def press(page: Page, words: str) -> None:
    """Go to the link or button by Tab and press Enter."""
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
