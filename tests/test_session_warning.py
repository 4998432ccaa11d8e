"""Nobody is signed out without a warning in time that one key answers (bars A8)."""

import pytest

from tests.support.browsing import login
from tests.support.casework import AGE_SESSIONS
from tests.support.page_checks import axe_violations

pytestmark = pytest.mark.browser

PAGE = "/accounts/"


@pytest.fixture
def page(portal_server, visit):
    """The account page of somebody who has just signed in, with a clock that the test moves."""
    window = visit(portal_server)
    window.clock.install()
    login(window, "dsl@demo.example")
    window.goto(PAGE)
    return window


def age(server, minutes):
    server.manage("shell", "-v0", "-c", AGE_SESSIONS.format(minutes=minutes))


def dialog(page):
    return page.locator("dialog.portal-session-warning")


@pytest.mark.parametrize("key", ["Enter", "Space", "Escape"])
def test_warning_comes_in_time_and_one_key_stays(portal_server, page, key):
    age(portal_server, 28)
    page.clock.fast_forward("27:30")
    dialog(page).wait_for(state="visible")
    assert "signed out in 2 minutes" in dialog(page).inner_text()
    assert page.evaluate("document.activeElement.textContent") == "Stay signed in"
    assert axe_violations(page) == []
    with page.expect_response("**/accounts/session/") as stayed:
        page.keyboard.press(key)
    assert stayed.value.request.method == "POST"
    assert stayed.value.json()["seconds"] > 29 * 60
    dialog(page).wait_for(state="hidden")


def test_no_warning_when_another_window_was_used(page):
    with page.expect_response("**/accounts/session/") as asked:
        page.clock.fast_forward("27:30")
    assert asked.value.json()["seconds"] > 29 * 60
    assert not dialog(page).is_visible()


def test_person_is_told_when_it_is_over(portal_server, page):
    age(portal_server, 31)
    page.clock.fast_forward("27:30")
    dialog(page).wait_for(state="visible")
    assert "You have been signed out" in dialog(page).inner_text()
    assert "What you typed is still on this page" in dialog(page).inner_text()
    page.keyboard.press("Enter")
    assert not dialog(page).is_visible()
    page.reload()
    assert "/accounts/login/" in page.url
