"""A school's whole return in a real browser: written by the lead, confirmed by head and chair, received by the unit."""

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.answering import do_further_tasks
from tests.support.browsing import login
from tests.support.casework import DRAFT, ask
from tests.support.page_checks import axe_violations

pytestmark = pytest.mark.browser

BOXES = {
    "text": "Minutes of the autumn board meeting",
    "action_what": "Book the training",
    "action_who": "Deputy head",
    "action_by": "1/3/2027",
    "number": "12",
    "date": "1/9/2026",
    "name": "Ann Example",
    "email": "ann@school.example",
    "trained_on": "1/9/2026",
}


def answer(block: Locator, number: int) -> None:
    """Answer one question: ratings in turn green and amber, each with what it asks for."""
    key = block.get_attribute("data-question")
    still_true = block.locator(f'[name="{key}.confirm"]')
    if still_true.count():
        still_true.check()
    ratings = block.locator(f'[name="{key}.level"]')
    if ratings.count():
        ratings.nth(number % 2).check()
        wanted = ["text", "action_what", "action_who", "action_by"] if number % 2 else ["text"]
    elif block.locator(f'[name="{key}.choice"]').count():
        block.locator(f'[name="{key}.choice"]').first.check()
        return
    else:
        wanted = [part for part in BOXES if block.locator(f'[name="{key}.{part}"]').count()]
    for part in wanted:
        block.locator(f'[name="{key}.{part}"]').fill(BOXES[part])


def write_everything(page: Page, home: str) -> None:
    """Open each section from the task list and answer what is in it."""
    page.goto(home)
    links = page.locator(".govuk-task-list__link")
    addresses = [link.get_attribute("href") or "" for link in links.all()]
    for address in (each for each in addresses if "/section/" in each):
        page.goto(address)
        for number, block in enumerate(page.locator("[data-question]").all()):
            answer(block, number)
        page.locator(".portal-save button").first.click()
        page.wait_for_url(lambda url, address=address: not url.endswith(address))


def sign(page: Page, home: str) -> None:
    page.goto("/returns/")
    assert page.get_by_text("Waiting for you to confirm").count() == 1
    page.goto(f"{home}sign/")
    date = page.locator("[name=meeting_date]")
    if date.count():
        date.fill("3 November 2026")
    page.get_by_role("button", name="Confirm").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_return_from_first_answer_to_receipt(portal_server, visit, scripts):
    reference = ask(portal_server, DRAFT)
    home = f"/returns/{reference}/"
    lead = visit(portal_server, java_script_enabled=scripts)
    login(lead, "dsl@demo.example")
    write_everything(lead, home)
    do_further_tasks(lead, reference)
    lead.goto(f"{home}check/")
    assert lead.get_by_text("Every question is answered").count() == 1
    lead.goto(f"{home}send/")
    lead.locator("[name=agreed]").check()
    lead.get_by_role("button", name="Send for sign-off").click()
    for email in ("head@demo.example", "chair@demo.example"):
        page = visit(portal_server, java_script_enabled=scripts)
        login(page, email)
        sign(page, home)
    assert page.url.endswith("/receipt/")
    assert reference in page.locator("h1 + *").inner_text()
    unit = visit(portal_server, java_script_enabled=scripts)
    login(unit, "unit@demo.example")
    unit.goto(home)
    assert unit.get_by_text("Book the training").count() > 10
    unit.get_by_role("button", name="Read and decide").click()
    unit.get_by_role("link", name="Notes and decision").click()
    assert unit.get_by_role("button", name="Accept").count() == 1


PAGES = [
    "",
    "check/",
    "read/",
    "section/profile/",
    "section/governance/",
    "section/impact/",
    "evidence/policy-approved/",
]


@pytest.mark.parametrize("width", [320, 1280])
def test_a_returns_pages_pass_axe_and_do_not_scroll_sideways(shared_server, visit, width):
    page = visit(shared_server, viewport={"width": width, "height": 900})
    login(page, "dsl@demo.example")
    home = f"/returns/{ask(shared_server, DRAFT)}/"
    for path in ["/returns/", "/returns/evidence/", *(home + part for part in PAGES)]:
        page.goto(path)
        assert axe_violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
