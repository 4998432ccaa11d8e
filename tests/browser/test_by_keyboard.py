"""What people do with a return besides answering it, by keyboard alone (bars A2).

`test_journeys.py` holds signing in, answering, sending and confirming.
"""

import io
import re
from datetime import date, timedelta

import pytest
from PIL import Image

from tests.browser.keyboard import LONG_PAGE, enter, press, sign_in, tab_to
from tests.support.browsing import DEMO_PASSWORD
from tests.support.casework import ask

pytestmark = pytest.mark.browser
NEW_COLLEAGUE = "nell.newcomer@school.example"
INVITATION = f"""
import re
from portal.outbox.models import Message

text = Message.objects.get(to="{NEW_COLLEAGUE}", text__contains="/accounts/invitation/").text
result = re.search(r"/accounts/invitation/[\\w-]+/", text).group()
"""
OWN_SCHOOL = "Thistlemarsh Primary School: "


@pytest.fixture
def person(module_server, visit):
    """Sign somebody in, by keyboard: `person("dsl")`."""

    def signed_in(account, home="**/returns/"):
        page = visit(module_server)
        sign_in(page, f"{account}@demo.example", home)
        return page

    return signed_in


def picture():
    kept = io.BytesIO()
    Image.new("RGB", (40, 40), "teal").save(kept, "PNG")
    return {"name": "poster-by-keyboard.png", "mimeType": "image/png", "buffer": kept.getvalue()}


def test_evidence_is_given_and_taken_back(person):
    page = person("dsl")
    press(page, OWN_SCHOOL)
    press(page, "B. ")
    press(page, "Add or remove evidence for B3")
    tab_to(page, "Write a statement")
    page.keyboard.press("Enter")
    enter(
        page,
        {
            "statement-title": "Walk by keyboard",
            "statement-in_force_since": "1 September 2026",
            "statement-text": "Governors walk the site each term.",
        },
    )
    press(page, "Add this statement")
    assert page.get_by_role("button", name="Remove Walk by keyboard").is_visible()
    tab_to(page, "Upload a file")
    page.keyboard.press("Enter")
    enter(page, {"file-title": "Poster by keyboard", "file-in_force_since": "1 September 2026"})
    tab_to(page, name="file-file")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(picture())
    press(page, "Upload and add")
    assert page.get_by_role("button", name="Remove Poster by keyboard").is_visible()
    press(page, "Remove Walk by keyboard")
    assert page.get_by_role("button", name="Remove Walk by keyboard").count() == 0
    press(page, "Back to question B3")
    assert page.get_by_text("Poster by keyboard").first.is_visible()


def test_a_colleague_is_invited_given_a_section_and_answers_it(person, module_server, visit):
    lead = person("dsl")
    press(lead, OWN_SCHOOL)
    press(lead, "Invite colleagues")
    enter(lead, {"name": "Nell Newcomer", "email": NEW_COLLEAGUE})
    tab_to(lead, name="part")
    lead.keyboard.press("Space")
    lead.keyboard.press("ArrowDown")
    press(lead, "Send the invitation")
    colleague = visit(module_server)
    colleague.goto(ask(module_server, INVITATION))
    enter(colleague, {"password1": DEMO_PASSWORD.title() + "-By-Hand-72"})
    press(colleague, "Accept and sign in")

    lead.goto("/returns/")
    press(lead, OWN_SCHOOL)
    press(lead, "Who writes what")
    tab_to(lead, name="with.impact")
    lead.keyboard.type("Nell")
    press(lead, "Save who writes what")

    colleague.goto("/returns/")
    press(colleague, OWN_SCHOOL)
    assert colleague.get_by_text("With you").or_(colleague.get_by_text("With Nell Newcomer")).first.is_visible()
    press(colleague, "O. ")
    first = colleague.locator("[data-question] textarea").first
    name = first.get_attribute("name")
    enter(colleague, {name: "Pupils told us in the autumn survey."})
    press(colleague, "Save and check your answers")
    colleague.go_back()
    assert "Pupils told us in the autumn survey." in colleague.locator(f"[name='{name}']").input_value()


def test_a_trust_reads_how_far_its_schools_are(person):
    page = person("trust")
    assert page.get_by_role("table").first.is_visible()
    press(page, "Compare the")
    page.wait_for_url("**/returns/trust/")
    tab_to(page, name="sort")
    page.keyboard.press("ArrowDown")
    press(page, "Show")
    link = page.locator("main table th a").first
    school = link.inner_text()
    press(page, school)
    assert re.search(r"/returns/R-[^/]+/profile/$", page.url)
    assert school in page.locator("main").inner_text()


def test_a_recommendation_is_answered(person):
    page = person("asked")
    tab_to(page, page.locator("main h3 a").first.inner_text())
    page.keyboard.press("Enter")
    page.wait_for_url("**/returns/R-*/")
    press(page, "Recommendations to you")
    question = page.locator(".portal-question").first
    state = question.get_by_role("radio").first.get_attribute("name")
    tab_to(page, name=state)
    page.keyboard.press("Space")
    boxes = [box.get_attribute("name") for box in question.locator("textarea").all()]
    enter(page, dict.fromkeys(boxes, "Pupils are heard each term; seen in the minutes."))
    press(page, "Save and continue")
    page.go_back()
    assert page.get_by_role("radio", name="Done", exact=True).first.is_checked()
    assert page.locator(f"[name='{boxes[0]}']").input_value().startswith("Pupils are heard")


def test_the_business_unit_returns_a_return(person, places):
    page = person("unit", "**/unit/")
    page.goto(places.resolve("/unit/rounds/{row:schools}/?state=submitted"))
    tab_to(page, "Read and decide", most=LONG_PAGE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/assure/")
    note = page.locator("main textarea").first.get_attribute("name")
    enter(page, {note: "Please give the dates of the three meetings."})
    press(page, "Save notes")
    press(page, "Notes and decision")
    assert page.get_by_text("Please give the dates of the three meetings.").is_visible()
    tab_to(page, name="due_on", most=LONG_PAGE)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(f"{date.today() + timedelta(days=21):%d/%m/%Y}")
    press(page, "Ask for these changes")
    assert page.get_by_role("heading", name="Changes are asked for").is_visible()
    assert page.get_by_text("Please give the dates of the three meetings.").is_visible()
