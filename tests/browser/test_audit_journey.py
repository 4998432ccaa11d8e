"""A plan goes from the group to the Executive and the Business Unit, by keyboard and without script (bars A2, A6)."""

import pytest

from tests.browser.keyboard import tab_to
from tests.support.browsing import login

pytestmark = pytest.mark.browser
TITLE = "Children who miss health appointments"


def press(page, words, **options):
    """Go to a button or link by Tab, and press it."""
    tab_to(page, words, **options)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_into(page, name, text):
    """Go to a box by Tab, and write."""
    tab_to(page, name=name)
    page.keyboard.insert_text(text)


def test_a_plan_is_made_agreed_approved_and_prepared(new_seeded_server, visit):
    server = new_seeded_server()
    people = {}
    for account in ("group", "executive", "unit"):
        people[account] = visit(server, java_script_enabled=False)
        login(people[account], f"{account}@demo.example")
    group, executive, unit = people.values()
    assert group.url.endswith("/programme/")
    press(group, "Plan an audit")
    type_into(group, "title", TITLE)
    tab_to(group, name="theme")
    group.keyboard.press("ArrowDown")
    type_into(group, "reason", "Three reviews named missed appointments.")
    type_into(group, "line_1", "Who asked why the child was not brought?")
    tab_to(group, name="method")
    group.keyboard.press("Space")
    press(group, "Save the plan")
    assert group.get_by_role("heading", level=1, name=TITLE).is_visible()
    press(group, "Agree the plan")
    assert group.get_by_text("The plan is agreed").is_visible()

    assert executive.url.endswith("/programme/")
    executive.reload()
    press(executive, TITLE)
    press(executive, "Approve the plan")
    assert executive.get_by_text("The plan is approved").is_visible()

    unit.reload()
    press(unit, TITLE)
    assert unit.get_by_text("Before it can start it still needs").is_visible()
    press(unit, "Write the note")
    type_into(unit, "lawful_basis", "Public task.")
    type_into(unit, "dpia_reference", "DPIA-21")
    press(unit, "Save the note")
    assert unit.get_by_text("The note is saved").is_visible()
