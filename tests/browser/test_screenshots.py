"""Pictures of the main pages for README and documentation: `make screenshots` writes them to docs/screenshots."""

import pytest

from tests.support.browsing import PHONE, screenshot

pytestmark = pytest.mark.browser

RETURN = "/returns/{of:dsl:draft}"
SIGNED = "/returns/{of:signer:awaiting_sign_off}/sign/"
PICTURES = {
    "home": ("", "/", ""),
    "framework": ("", "/framework/", ""),
    "audit-outcome": ("", "{page:publications.auditoutcomepage}", ""),
    "briefing": ("", "{page:publications.briefingpage}", ""),
    "return-sections": ("dsl", f"{RETURN}/", ""),
    "return-section": ("dsl", f"{RETURN}/section/governance/", "#question-board-lead"),
    "return-check": ("dsl", f"{RETURN}/check/", ""),
    "return-sign-off": ("signer", SIGNED, "#decide"),
    "profile": ("dsl", "/returns/{of:dsl:accepted}/profile/", "#profile"),
    "unit": ("unit", "/unit/", ""),
    "tracker": ("unit", "/unit/rounds/{row:round}/", ""),
    "sample": ("unit", "/unit/rounds/{row:sampled-round}/sample/", ""),
    "analysis": ("unit", "/unit/rounds/{row:sampled-round}/analysis/", ""),
    "heat-map": ("unit", "/unit/rounds/{row:sampled-round}/analysis/heat-map/", ""),
    "reviewers-view": ("unit", "/unit/rounds/{row:sampled-round}/analysis/reviews/", ""),
    "loop-board": ("unit", "/programme/loop/", ""),
    "summary": ("", "{page:publications.summaryfindingspage}", ""),
    "actions": ("dsl", "/actions/board/", ""),
    "import-preview": ("unit", "/unit/organisations/import/{row:import}/", ""),
}


@pytest.mark.parametrize("name", PICTURES)
def test_picture_of_a_page(places, open_as, name):
    account, address, part = PICTURES[name]
    page = open_as(account)
    page.goto(places.resolve(address))
    if part:
        page.locator(part).evaluate("each => each.scrollIntoView({ block: 'start', behavior: 'instant' })")
    assert screenshot(page, name).stat().st_size > 0


def test_picture_of_the_home_page_on_a_phone(open_as):
    page = open_as(viewport=PHONE)
    page.goto("/")
    assert screenshot(page, "home-phone").stat().st_size > 0
