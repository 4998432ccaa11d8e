"""A chair without an account confirms a school's return from the mail alone (bars A2)."""

import re

import pytest

from tests.browser import answering
from tests.support.browsing import PHONE, login
from tests.support.casework import COMPLETE, ask
from tests.support.page_checks import axe_violations
from tests.support.server import PortalServer

pytestmark = pytest.mark.browser
ADDRESS = "chair.without.account@governors.demo.example"
NEWEST_MAIL = f"""
from portal.outbox.models import Message

result = Message.objects.filter(to="{ADDRESS}").order_by("-pk")[0].text
"""


def in_mail(server: PortalServer, pattern: str) -> str:
    """What the pattern finds in the newest mail to the chair."""
    found = re.search(pattern, ask(server, NEWEST_MAIL))
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize("java_script", [True, False], ids=["with script", "without script"])
def test_a_chair_without_account_signs_by_link(portal_server, visit, java_script):
    server = portal_server
    reference = ask(server, COMPLETE)
    lead = visit(server, java_script_enabled=java_script)
    login(lead, "dsl@demo.example")
    lead.goto(f"/returns/{reference}/send/")
    lead.locator("input[name='chair.way'][value=link]").check()
    lead.locator("input[name='chair.name']").fill("Wanda Chair")
    lead.locator("input[name='chair.email']").fill(ADDRESS)
    lead.get_by_role("checkbox").check()
    lead.get_by_role("button", name="Send for sign-off", exact=True).click()
    lead.wait_for_url(lambda url: not url.endswith("/send/"))
    head = visit(server, java_script_enabled=java_script)
    login(head, "head@demo.example")
    answering.confirm(head, reference)

    link = in_mail(server, r"(/returns/sign/[\w-]{40,}/)")
    chair = visit(server, java_script_enabled=java_script, viewport=PHONE, expected=("status of 404",))
    chair.goto(link)
    assert reference not in chair.content()
    chair.get_by_role("button", name="Send me a code").click()
    chair.get_by_label("The code from the e-mail").fill(in_mail(server, r"asked for it: (\d{6})"))
    chair.get_by_role("button", name="Open the return").click()
    chair.wait_for_url(f"**{link}")
    if java_script:
        assert axe_violations(chair) == []
    assert chair.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert chair.get_by_text("Signed as Wanda Chair").is_visible()
    chair.get_by_label("Date of the meeting").fill("1 November 2026")
    chair.get_by_role("button", name="Confirm", exact=True).click()
    chair.wait_for_url("**/signed/")
    assert chair.get_by_text("You have confirmed the return").is_visible()
    chair.go_back()
    chair.goto(f"/returns/{reference}/")
    assert "/accounts/login/" in chair.url
    again = visit(server, java_script_enabled=java_script, expected=("status of 404",))
    assert again.goto(link).status == 404
    lead.goto(f"/returns/{reference}/receipt/")
    assert lead.get_by_text("Confirmed by Wanda Chair, by link").is_visible()
