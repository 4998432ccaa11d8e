"""Work survives the session: what was typed is kept, and offered to its writer only (bars R6)."""

import pytest
from playwright.sync_api import Page

from tests.support.browsing import DEMO_PASSWORD, login
from tests.support.casework import DRAFT, END_SESSIONS, NEW_PASSWORD, ask
from tests.support.server import PortalServer

pytestmark = pytest.mark.browser

TYPED = "Typed in the minute before the session ended"
SECTION = "governance"


def write(page: Page) -> dict[str, str]:
    """Type into every box of the section; returns what was typed, by name."""
    typed = {}
    for number, box in enumerate(page.locator("[data-question] textarea, [data-question] input[type=text]").all()):
        name = box.get_attribute("name") or ""
        typed[name] = "1 March 2027" if name.endswith("_by") else f"{TYPED} {number}"
        box.fill(typed[name])
    return typed


def shown(page: Page, typed: dict[str, str]) -> dict[str, str]:
    """What stands in the same boxes now."""
    return {name: page.locator(f'[name="{name}"]').input_value() for name in typed}


def fill_sign_in(page: Page, email: str) -> None:
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.click("main form[method=post] button[type=submit]")


def sign_in_elsewhere(page: Page) -> None:
    """Another window of the same browser signs out and in again: the security token of the first page is void."""
    other = page.context.new_page()
    other.goto("/returns/")
    other.get_by_role("button", name="Sign out").click()
    other.goto("/accounts/login/")
    fill_sign_in(other, "dsl@demo.example")
    other.wait_for_url(lambda url: "/accounts/" not in url)
    other.close()


def end(how: str, server: PortalServer, page: Page) -> None:
    if how == "expiry":
        assert ask(server, END_SESSIONS) >= 1
    elif how == "password":
        ask(server, NEW_PASSWORD)
    else:
        sign_in_elsewhere(page)


@pytest.mark.parametrize("how", ["expiry", "password", "token"])
def test_everything_typed_is_offered_back(portal_server, visit, how):
    address = f"/returns/{ask(portal_server, DRAFT)}/section/{SECTION}/"
    page = visit(portal_server, java_script_enabled=False, expected=("status of 403",))
    login(page, "dsl@demo.example")
    page.goto(address)
    typed = write(page)
    end(how, portal_server, page)
    page.locator(".portal-save").get_by_text("Save and come back later").click()
    if how != "token":
        assert "/accounts/login/" in page.url
        fill_sign_in(page, "dsl@demo.example")
    page.wait_for_url(f"**{address}")
    page.get_by_text("We kept what you typed here").wait_for()
    assert TYPED not in page.content()
    page.get_by_text("Put it in").click()
    assert shown(page, typed) == typed
    page.locator(".portal-save").get_by_text("Save and come back later").click()
    page.goto(address)
    assert shown(page, typed) == typed
    assert page.get_by_text("We kept what you typed here").count() == 0


def test_the_next_person_on_the_browser_sees_nothing_of_it(portal_server, visit):
    reference = ask(portal_server, DRAFT)
    address = f"/returns/{reference}/section/{SECTION}/"
    page = visit(portal_server, java_script_enabled=False)
    login(page, "dsl@demo.example")
    page.goto(address)
    write(page)
    ask(portal_server, END_SESSIONS)
    page.locator(".portal-save").get_by_text("Save and come back later").click()
    fill_sign_in(page, "colleague@demo.example")
    page.wait_for_url(f"**{address}")
    for path in (address, f"{address}?put_in=1", f"/returns/{reference}/", "/returns/"):
        page.goto(path)
        assert TYPED not in page.content()
        assert "We kept what you typed" not in page.content()
