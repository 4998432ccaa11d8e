"""A moderation meeting in the browser: by keyboard alone, live for two, and when the connection is lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import tab_to
from tests.browser.places import Places
from tests.support.browsing import PHONE, login, screenshot

pytestmark = pytest.mark.browser
CASE = "/moderation/{row:meeting}/{row:meeting-case}/"
PROJECTOR = {"width": 1920, "height": 1080}
LOST = "Not saved: no connection. What you typed is kept"


@pytest.fixture
def server(new_seeded_server):
    return new_seeded_server()


@pytest.fixture
def address(server):
    return Places(server.data / "portal.sqlite3").resolve(CASE)


def arrive(visit, server, account, at, **options):
    """A signed-in window on that page."""
    page = visit(server, **options)
    login(page, f"{account}@demo.example")
    page.goto(at)
    return page


def test_a_grade_is_agreed_by_keyboard_alone_and_keys_lead_to_the_next_case(server, visit, address):
    page = arrive(visit, server, "audit-chair", f"{address}?domain=overall")
    tab_to(page, name="level")
    page.keyboard.press("Space")
    tab_to(page, name="reason")
    page.keyboard.type("The record shows it.")
    tab_to(page, "Agree this grade")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Agreed: overall grade.")).to_be_visible()
    row = page.locator("[data-row=overall]")
    assert row.get_attribute("data-said").startswith("Agreed: overall grade, ")
    assert "The record shows it." in row.inner_text()
    page.locator("#content").focus()
    page.keyboard.press("j")
    page.wait_for_url(lambda url: address not in url)
    page.keyboard.press("k")
    page.wait_for_url(f"**{address}*")


@pytest.mark.parametrize("java_script", [True, False], ids=["with script", "without script"])
def test_what_is_agreed_reaches_the_others_who_are_present(server, visit, address, java_script):
    chair = arrive(visit, server, "audit-chair", f"{address}?domain=overall")
    auditor = arrive(visit, server, "police-auditor", address, java_script_enabled=java_script)
    chair.locator("[name=level]").first.check()
    chair.locator("[name=reason]").fill("We talked about it.")
    chair.get_by_role("button", name="Agree this grade").click()
    expect(chair.get_by_text("Agreed: overall grade.")).to_be_visible()
    if java_script:
        expect(auditor.locator("#live-news")).to_contain_text("Agreed: overall grade, ", timeout=12_000)
    else:
        auditor.get_by_role("link", name="Show what has changed").click()
    expect(auditor.locator("[data-row=overall]")).to_contain_text("We talked about it.")


def test_a_lost_connection_is_told_and_keeps_what_was_typed(server, visit, address):
    page = arrive(visit, server, "audit-chair", f"{address}?domain=overall", expected=("ERR_INTERNET_DISCONNECTED",))
    page.locator("[name=level]").first.check()
    page.locator("[name=reason]").fill("Words that must not be lost.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Agree this grade").click()
    expect(page.locator("#live-status")).to_contain_text(LOST)
    assert page.locator("[name=reason]").input_value() == "Words that must not be lost."
    page.context.set_offline(False)
    expect(page.locator("#live-status")).to_have_text("Up to date", timeout=15_000)
    assert page.locator("[name=reason]").input_value() == "Words that must not be lost."
    page.get_by_role("button", name="Agree this grade").click()
    expect(page.locator("[data-row=overall]")).to_contain_text("Words that must not be lost.")


def test_what_a_colleague_agrees_meanwhile_leaves_the_typed_text_alone(server, visit, address):
    chair = arrive(visit, server, "audit-chair", f"{address}?domain=overall")
    unit = arrive(visit, server, "unit", f"{address}?domain=overall")
    unit.locator("[name=reason]").fill("The unit's own words.")
    chair.locator("[name=level]").first.check()
    chair.locator("[name=reason]").fill("The chair's words.")
    chair.get_by_role("button", name="Agree this grade").click()
    expect(unit.locator("#meanwhile")).to_contain_text("by somebody else. What you typed is kept.", timeout=12_000)
    assert unit.locator("[name=reason]").input_value() == "The unit's own words."
    unit.locator("[name=level]").nth(1).check()
    unit.get_by_role("button", name="Agree this grade").click()
    expect(unit.locator(".portal-conflict")).to_contain_text("The chair's words.")
    assert unit.locator("[name=reason]").input_value() == "The unit's own words."


@pytest.mark.parametrize(
    ("name", "query", "size"),
    [("desktop", "", {"width": 1280, "height": 900}), ("phone", "", PHONE), ("room", "?view=room", PROJECTOR)],
)
def test_the_matrix_fits_the_screen(server, visit, address, name, query, size):
    page = arrive(visit, server, "audit-chair", f"{address}{query}", viewport=size)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"moderation-{name}")
