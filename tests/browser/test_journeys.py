"""The main job, done by people in a browser: with script, without script, by keyboard alone (bars A2, A6)."""

import re

import pytest

from tests.browser import answering
from tests.browser.keyboard import sign_in, tab_to, walk
from tests.browser.places import Places
from tests.support.browsing import PHONE, login

pytestmark = pytest.mark.browser
SCHOOL_WORDS = re.compile(r"\b(governors?|head teacher|pupils?|DSL|URN|your (school|setting))\b", re.IGNORECASE)
WALKED = {
    "": ["/", "/audit-outcomes/", "/search/?q=children", "/accounts/login/"],
    "dsl": ["/returns/", "/returns/{of:dsl:draft}/", "/returns/{of:dsl:draft}/section/impact/"],
    "unit": ["/unit/", "/unit/organisations/"],
}


@pytest.mark.parametrize("java_script", [True, False], ids=["with script", "without script"])
def test_a_school_submits_its_return(portal_server, visit, java_script):
    """A lead answers every question, head and chair confirm, the receipt has the reference, the unit sees it arrive."""
    places = Places(portal_server.data / "portal.sqlite3")
    reference = places.of("dsl:draft")
    people = {}
    for account in ("dsl", "head", "chair", "unit"):
        people[account] = visit(portal_server, java_script_enabled=java_script)
        login(people[account], f"{account}@demo.example")
    assert answering.answer_whole_return(people["dsl"], reference) == 15
    answering.do_further_tasks(people["dsl"], reference)
    people["dsl"].goto(f"/returns/{reference}/check/")
    assert people["dsl"].get_by_text("Every question is answered").is_visible()
    answering.send_for_sign_off(people["dsl"], reference)
    answering.confirm(people["head"], reference)
    answering.confirm(people["chair"], reference)
    people["dsl"].goto(f"/returns/{reference}/receipt/")
    assert people["dsl"].locator("main").get_by_text(reference).first.is_visible()
    people["unit"].goto(places.resolve("/unit/rounds/{row:round}/?search=Thistlemarsh&state=submitted"))
    assert people["unit"].locator(f"a[href='/returns/{reference}/']").count() == 1


def test_an_agency_submits_its_return(portal_server, visit):
    """The lead answers all standards, the board lead confirms, the unit sees it arrive; nothing speaks of schools."""
    places = Places(portal_server.data / "portal.sqlite3")
    reference = places.of("police-lead:draft")
    people = {account: visit(portal_server) for account in ("police-lead", "police-board", "unit")}
    for account, page in people.items():
        login(page, f"{account}@demo.example")
    lead, board = people["police-lead"], people["police-board"]
    assert lead.locator("main h3 a").first.get_attribute("href") == f"/returns/{reference}/"
    assert answering.answer_whole_return(lead, reference) == 14
    answering.do_further_tasks(lead, reference)
    lead.goto(f"/returns/{reference}/check/")
    assert lead.get_by_text("Every question is answered").is_visible()
    answering.send_for_sign_off(lead, reference)
    answering.confirm(board, reference)
    assert lead.goto(f"/returns/{reference}/receipt/").status == 200
    assert lead.locator("main").get_by_text(reference).first.is_visible()
    for step in ("", "receipt/", "read/"):
        lead.goto(f"/returns/{reference}/{step}")
        assert not SCHOOL_WORDS.search(lead.locator("main").inner_text())
    people["unit"].goto(places.resolve("/unit/rounds/{row:agencies}/?sector=police&state=submitted"))
    assert people["unit"].locator(f"a[href='/returns/{reference}/']").count() == 1


def test_a_lead_answers_and_sends_by_keyboard_alone(new_seeded_server, visit):
    server = new_seeded_server()
    page = visit(server)
    sign_in(page, "almost@demo.example")
    tab_to(page, "The Almost Finished School")
    page.keyboard.press("Enter")
    page.wait_for_url("**/returns/R-*/")
    tab_to(page, "B. ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/section/governance/")
    tab_to(page, name="board-lead.level")
    page.keyboard.press("Space")
    tab_to(page, name="board-lead.text")
    page.keyboard.insert_text("Minutes of each term.")
    tab_to(page, "Save and continue")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "governance" not in url)
    page.goto(page.url.partition("section/")[0] + "check/")
    tab_to(page, "Continue to sign-off")
    page.keyboard.press("Enter")
    page.wait_for_url("**/send/")
    tab_to(page, name="agreed")
    page.keyboard.press("Space")
    tab_to(page, "Send for sign-off")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith("/send/"))
    head = visit(server)
    sign_in(head, "almost-head@demo.example")
    tab_to(head, "The Almost Finished School")
    head.keyboard.press("Enter")
    head.wait_for_url("**/sign/")
    tab_to(head, "Confirm", most=900)
    head.keyboard.press("Enter")
    head.wait_for_url(lambda url: not url.endswith("/sign/"))
    assert head.get_by_text("Confirmed").first.is_visible()


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("account", WALKED)
def test_the_focus_is_always_seen_and_never_caught(open_as, places, account, viewport):
    page = open_as(account, **({"viewport": viewport} if viewport else {}))
    problems = []
    for address in WALKED[account]:
        page.goto(places.resolve(address))
        problems += [f"{address}: {problem}" for problem in walk(page)]
    assert problems == []
