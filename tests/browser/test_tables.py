"""A table of events filled in a browser, by keyboard alone, with script and without (bars A2, A6)."""

import pytest

from tests.browser.keyboard import tab_to
from tests.browser.places import Places
from tests.support.browsing import PHONE, login

pytestmark = pytest.mark.browser
CELL = "key-events.rows.{}.{}"


@pytest.mark.parametrize("java_script", [True, False], ids=["with script", "without script"])
def test_events_are_added_by_keyboard_until_they_need_more_rows(new_seeded_server, visit, java_script):
    """Four rows are typed although three were empty; the check page has them in the order of their days."""
    server = new_seeded_server()
    reference = Places(server.data / "portal.sqlite3").of("case:draft")
    page = visit(server, java_script_enabled=java_script)
    login(page, "case@demo.example")
    page.goto(f"/returns/{reference}/section/key-events/")
    for number in (3, 4, 5):
        tab_to(page, name=CELL.format(number, "date"))
        page.keyboard.type(f"{number}/4/2026")
        tab_to(page, name=CELL.format(number, "event"))
        page.keyboard.type(f"Event number {number}")
    assert page.locator(f"[name='{CELL.format(6, 'date')}']").count() == 0
    tab_to(page, "Save and add more rows")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("#question-key-events")
    assert page.locator(f"[name='{CELL.format(8, 'date')}']").count() == 1
    assert page.locator(f"[name='{CELL.format(5, 'date')}']").input_value() == "5 April 2026"
    page.goto(f"/returns/{reference}/check/")
    labels = page.locator(".portal-rows--events").first.locator(".portal-rows__label").all_inner_texts()
    assert [label.split(" ", 1)[1] for label in labels[:-1]] == [
        "12 January 2026", "2 March 2026", "3 April 2026", "4 April 2026", "5 April 2026",
    ]  # fmt: skip
    assert labels[-1] == "No date"
    assert page.locator(".portal-line__dot").count() == 5


def test_the_risk_question_opens_with_the_grade_and_is_saved_as_it_is_answered(new_seeded_server, visit):
    server = new_seeded_server()
    reference = Places(server.data / "portal.sqlite3").of("case:draft")
    page = visit(server, viewport=PHONE)
    login(page, "case@demo.example")
    page.goto(f"/returns/{reference}/section/recognition/")
    risk = page.locator("[data-group=risk]")
    assert not risk.is_visible()
    page.get_by_label("Inadequate").first.check()
    assert risk.is_visible()
    page.locator("[name='recognition-grade.risk'][value=yes]").check()
    page.locator("[name='recognition-grade.risk_told']").fill("The front door, on 3 March 2026 at 14:10.")
    page.get_by_text("Saved at").wait_for()
    page.reload()
    assert page.locator("[name='recognition-grade.risk'][value=yes]").is_checked()
