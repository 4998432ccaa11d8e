"""Raising an alert and acknowledging it in a browser: by keyboard alone, and without script (bars R16, A2, A6)."""

import pytest

from tests.browser.keyboard import tab_to
from tests.browser.places import Places
from tests.support.browsing import login

pytestmark = pytest.mark.browser


def test_from_a_section_page_by_keyboard_in_two_actions(portal_server, visit):
    page = visit(portal_server)
    login(page, "colleague@demo.example")
    page.goto(Places(portal_server.data / "portal.sqlite3").resolve("/returns/{of:dsl:draft}/section/governance/"))
    tab_to(page, "Report an immediate risk")
    page.keyboard.press("Enter")  # the first action
    page.wait_for_url("**/alerts/raise/?return=R-*")
    assert page.get_by_role("heading", name="Call first").is_visible()
    tab_to(page, name="about")
    page.keyboard.press("Space")
    tab_to(page, name="known")
    page.keyboard.insert_text("The gate stands open during breaks.")
    tab_to(page, "Nobody yet")
    page.keyboard.press("Space")
    tab_to(page, "Raise the alert")
    page.keyboard.press("Enter")  # the second
    page.wait_for_url("**/alerts/U-*/")
    assert page.get_by_text("Told at once: Tamsin Everthorn").is_visible()
    assert page.get_by_text("Acknowledge by").is_visible()


@pytest.mark.parametrize("java_script", [True, False], ids=["with script", "without script"])
def test_the_lead_finds_it_on_top_and_acknowledges_it(portal_server, visit, java_script):
    raiser = visit(portal_server, java_script_enabled=java_script)
    login(raiser, "colleague@demo.example")
    raiser.goto("/alerts/raise/")
    raiser.get_by_label("Practice is unsafe").check()
    raiser.get_by_label("What is known?").fill("Nobody checks who comes in.")
    raiser.get_by_label("A line manager").check()
    raiser.get_by_role("button", name="Raise the alert").click()
    lead = visit(portal_server, java_script_enabled=java_script)
    login(lead, "dsl@demo.example")
    panel = lead.get_by_role("region", name="Immediate risk or unsafe practice")
    assert "Raised by Dev Rushmere" in panel.inner_text()
    panel.get_by_role("link", name="Practice is unsafe").first.click()
    lead.get_by_role("button", name="I have read it and I am acting on it").click()
    assert lead.get_by_text("You have acknowledged the alert.").is_visible()
    assert lead.get_by_role("heading", name="Next: give your assurance").is_visible()
