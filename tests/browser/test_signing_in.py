"""Signing in asks nothing twice and leaves people's tools alone (bars A7; WCAG 3.3.7, 3.3.8, 3.2.6)."""

import pytest

from tests.browser.pages import SCREENS
from tests.support.browsing import DEMO_PASSWORD

pytestmark = pytest.mark.browser
PASTE = """([selector, text]) => {
  const field = document.querySelector(selector);
  field.focus();
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, cancelable: true, bubbles: true });
  const allowed = field.dispatchEvent(event);
  if (allowed) document.execCommand("insertText", false, text);
}"""
HELP = "footer a[href*='contact']"


def test_a_pasted_password_signs_in(open_as):
    page = open_as()
    page.goto("/accounts/login/")
    page.evaluate(PASTE, ["input[name=login]", "dsl@demo.example"])
    page.evaluate(PASTE, ["input[name=password]", DEMO_PASSWORD])
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def test_password_managers_are_told_which_field_is_which(open_as):
    page = open_as()
    page.goto("/accounts/login/")
    assert page.locator("input[name=login]").get_attribute("autocomplete") in {"username", "email"}
    assert page.locator("input[name=password]").get_attribute("autocomplete") == "current-password"


def test_signing_in_asks_for_nothing_but_address_and_password(open_as):
    page = open_as()
    page.goto("/accounts/login/")
    names = page.locator("main form input:not([type=hidden])").evaluate_all("all => all.map(each => each.name)")
    assert names == ["login", "password"]


def test_the_address_is_kept_after_a_wrong_password(open_as):
    page = open_as()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "nobody@demo.example")
    page.fill("input[name=password]", "wrong")
    page.locator("main form button[type=submit]").first.click()
    assert page.locator("input[name=login]").input_value() == "nobody@demo.example"


@pytest.mark.parametrize("account", ["", "dsl", "unit"])
def test_help_is_in_the_same_place_on_every_page(open_as, places, account):
    page = open_as(account, expected=("status of 404",))
    found = set()
    for screen in SCREENS:
        if screen.account == account and not screen.mistake:
            screen.open(page, places)
            links = page.locator("footer a").evaluate_all("all => all.map(each => each.textContent.trim())")
            found.add(tuple(links[:3]))
            assert page.locator(HELP).count() >= 1, str(screen)
    assert len(found) <= 1
