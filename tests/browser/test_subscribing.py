"""A reader asks for mail, confirms from the mail, changes their mind, leaves and comes back (bars A2, G9)."""

import re

import pytest

from tests.browser.keyboard import enter, press, tab_to
from tests.support.browsing import PHONE
from tests.support.casework import ask
from tests.support.page_checks import axe_violations
from tests.support.server import PortalServer

pytestmark = pytest.mark.browser
NEWEST_MAIL = """
from portal.outbox.models import Message

result = Message.objects.filter(to="{address}").order_by("-pk")[0].text
"""
STATE = """
from publications.models import Subscriber

reader = Subscriber.objects.get(email="{address}")
result = [reader.key, reader.is_active, reader.wants_newsletter, sorted(theme.slug for theme in reader.themes.all())]
"""


def link_in_mail(server: PortalServer, address: str) -> str:
    """Where the newest mail to that address leads."""
    found = re.search(r"(/subscribe/confirm/[\w-]+/)", ask(server, NEWEST_MAIL.format(address=address)))
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize("java_script", [True, False], ids=["with script", "without script"])
def test_a_reader_signs_up_changes_leaves_and_comes_back(portal_server, visit, java_script):
    address = f"reader-{str(java_script).lower()}@people.example"
    page = visit(portal_server, java_script_enabled=java_script, viewport=PHONE)
    page.goto("/")
    page.get_by_label("Your e-mail address").fill(address)
    page.get_by_role("button", name="Sign up").click()
    assert page.get_by_label("Your e-mail address").input_value() == address
    page.get_by_label("Tell me of new audit outcomes").check()
    page.get_by_role("button", name="Send me a link to confirm").click()
    assert page.title().startswith("Error:")
    page.get_by_role("link", name="Choose at least one topic").click()
    page.get_by_label("Neglect").check()
    page.get_by_label("What you do (optional)").select_option("I work in a school or college")
    page.get_by_role("button", name="Send me a link to confirm").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Look in your mailbox"

    page.goto(link_in_mail(portal_server, address))
    assert page.get_by_text(address).is_visible()
    page.get_by_role("button", name="Yes, send me this").click()
    assert page.get_by_role("heading", level=1).inner_text() == "You will get our mail"
    key, *state = ask(portal_server, STATE.format(address=address))
    assert state == [True, True, ["neglect"]]

    page.get_by_role("link", name="Change what you get").click()
    page.get_by_label("Send me the newsletter").uncheck()
    page.get_by_role("button", name="Save my choices").click()
    assert page.get_by_text("Your choices are saved.").is_visible()
    assert not page.get_by_label("Send me the newsletter").is_checked()
    if java_script:
        assert axe_violations(page) == []

    page.get_by_role("link", name="Leave").click()
    page.get_by_role("button", name="Leave").click()
    assert page.get_by_role("heading", level=1).inner_text() == "You get no more mail from us"
    assert ask(portal_server, STATE.format(address=address))[1] is False
    page.get_by_role("button", name="Send me mail again").click()
    assert page.get_by_role("heading", level=1).inner_text() == "What you get from us"
    assert ask(portal_server, STATE.format(address=address)) == [key, True, False, ["neglect"]]


def test_a_reader_does_all_of_it_by_keyboard(portal_server, visit):
    address = "keys-only@people.example"
    page = visit(portal_server)
    page.goto("/subscribe/")
    enter(page, {"email": address})
    tab_to(page, "Tell me of new audit outcomes")
    page.keyboard.press("Space")
    tab_to(page, "Neglect")
    page.keyboard.press("Space")
    press(page, "Send me a link to confirm")
    page.goto(link_in_mail(portal_server, address))
    press(page, "Yes, send me this")
    press(page, "Change what you get")
    for topic in ("Babies", "Neglect"):
        tab_to(page, topic)
        page.keyboard.press("Space")
    press(page, "Save my choices")
    key, *state = ask(portal_server, STATE.format(address=address))
    assert state == [True, True, ["babies"]]
    press(page, "Leave")
    press(page, "Leave")
    assert ask(portal_server, STATE.format(address=address))[1] is False
    press(page, "Send me mail again")
    assert ask(portal_server, STATE.format(address=address))[:2] == [key, True]
