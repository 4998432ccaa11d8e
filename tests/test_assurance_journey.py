"""An officer at the desk in a real browser: notes save themselves, keys lead on and can be switched off (A2, A6)."""

import pytest

from tests.support.browsing import login
from tests.support.casework import ask
from tests.support.page_checks import axe_violations

pytestmark = pytest.mark.browser

NOTED = """
from audit_forms.returns.models import Return

result = Return.objects.filter(status="submitted", assurance_notes__isnull=False).order_by("pk").first().reference
"""
SENT_AGAIN = """
from audit_forms.returns.models import Return

result = Return.objects.filter(status="submitted", attempt__gt=1).order_by("pk").first().reference
"""
OWN_REVIEW = """
from audit_forms.self_assessments.models import Review

writing = Review.objects.filter(reviewer__email="unit@demo.example", finished_at=None)
result = writing.order_by("pk").first().deep_dive_id
"""
FOCUSED = "document.activeElement.dataset.question ?? document.activeElement.tagName"


def keys_of(page):
    return page.eval_on_selector_all("[data-question]", "all => all.map((each) => each.dataset.question)")


def test_an_officer_notes_by_keyboard_and_asks_for_changes(portal_server, visit):
    reference = ask(portal_server, SENT_AGAIN)
    page = visit(portal_server)
    login(page, "unit@demo.example")
    page.goto(f"/returns/{reference}/assure/")
    first, second, *_ = keys_of(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == second
    page.keyboard.press("k")
    assert page.evaluate(FOCUSED) == first
    page.locator("textarea").first.click()
    page.keyboard.type("jk: who checks it?")
    page.get_by_text("saved at").wait_for()
    assert page.locator("textarea").first.input_value() == "jk: who checks it?"
    page.get_by_role("button", name="Switch the keys off").click()
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == "BODY"
    page.locator("textarea").nth(1).fill("Sent with the button")
    page.get_by_role("button", name="Mark these").click()
    page.wait_for_url("**/decide/")
    assert page.get_by_text("Sent with the button").count() == 1
    page.get_by_role("button", name="Ask for these changes").click()
    page.get_by_role("heading", name="Changes are asked for").wait_for()
    page.get_by_role("button", name="Next waiting return").click()
    page.wait_for_url("**/assure/")
    assert reference not in page.url


def test_a_review_is_kept_while_it_is_typed(portal_server, visit):
    dive = ask(portal_server, OWN_REVIEW)
    page = visit(portal_server)
    login(page, "unit@demo.example")
    page.goto(f"/unit/deep-dives/{dive}/review/governance/")
    page.locator(".portal-review").nth(1).get_by_label("Agree", exact=True).check()
    page.locator("textarea").first.fill("Nothing dated after 2024.")
    page.get_by_text("saved at").wait_for()
    page.locator("textarea").first.press_sequentially(" Two policies are missing.")
    # The button is pressed while the sentence is still on its way.
    page.get_by_role("button", name="Save and see all sections").click()
    page.wait_for_url("**/review/")
    page.get_by_label("Quality of the evidence").fill("Mostly minutes")
    page.get_by_text("Your review saved at").wait_for()
    page.goto(f"/unit/deep-dives/{dive}/review/governance/")
    assert page.locator("textarea").first.input_value() == "Nothing dated after 2024. Two policies are missing."
    assert page.locator(".portal-review").nth(1).get_by_label("Agree", exact=True).is_checked()
    page.goto(f"/unit/deep-dives/{dive}/review/")
    assert page.get_by_label("Quality of the evidence").input_value() == "Mostly minutes"


def test_without_a_script_everything_can_be_done(portal_server, visit):
    reference = ask(portal_server, NOTED)
    page = visit(portal_server, java_script_enabled=False)
    login(page, "unit@demo.example")
    page.goto(f"/returns/{reference}/assure/?show=all&section=governance")
    page.locator("textarea").first.fill("Without a script")
    page.get_by_role("button", name="Mark these").click()
    assert page.get_by_role("heading", name="C. The DSL").is_visible()
    page.get_by_role("link", name="Notes and decision").click()
    assert page.get_by_text("Without a script").count() == 1
    page.get_by_role("button", name="Accept").click()
    assert page.get_by_role("heading", name="Accepted").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_desk_passes_axe_and_does_not_scroll_sideways(shared_server, visit, width):
    page = visit(shared_server, viewport={"width": width, "height": 900})
    login(page, "unit@demo.example")
    noted, again = ask(shared_server, NOTED), ask(shared_server, SENT_AGAIN)
    for path in (f"{noted}/assure/", f"{noted}/assure/decide/", f"{again}/assure/", f"{again}/"):
        page.goto(f"/returns/{path}")
        assert axe_violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
