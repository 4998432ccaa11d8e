"""A passkey in a real browser: set up, shown at signing in, and asked for again (bars S8, S26)."""

import pytest
from playwright.sync_api import Page

from tests.support.browsing import login

pytestmark = pytest.mark.browser
PASSKEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(new_server, visit) -> Page:
    """A window on a server where everybody must have a second step. A passkey belongs to a name, not to a number."""
    server = new_server(REQUIRE_SECOND_FACTOR="True")
    server.base_url = server.base_url.replace("127.0.0.1", "localhost")
    server.start()
    page: Page = visit(server)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEY})
    return page


def test_a_passkey_is_set_up_signs_in_and_is_asked_for_again(page):
    login(page, "unit@demo.example")
    assert page.url.endswith("/accounts/second-step/")
    page.goto("/unit/")
    assert page.url.endswith("/accounts/second-step/")
    page.click("text=Add a passkey")
    page.fill("[name=name]", "Work laptop")
    page.click("text=Add the passkey")
    page.wait_for_url("**/codes/")
    assert page.locator(".portal-codes li").count() == 10
    page.click("main >> text=Go on")
    page.wait_for_url("**/unit/")
    page.locator(".portal-account button", has_text="Sign out").click()
    page.wait_for_load_state()
    login(page, "unit@demo.example")
    assert page.url.endswith("/second-step/check/")
    page.click("text=Use your passkey")
    page.wait_for_url("**/unit/")
