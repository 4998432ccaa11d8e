"""A chair without an account confirms a school's return from the mail alone (bars A2)."""

import re
import time
from pathlib import Path

import pytest

from tests.browser import answering
from tests.browser.places import Places
from tests.support.browsing import PHONE, login
from tests.support.casework import COMPLETE, ask
from tests.support.page_checks import axe_violations

pytestmark = pytest.mark.browser
ADDRESS = "chair.without.account@governors.demo.example"
PATIENCE_SECONDS = 40


def mail_to(folder: Path, address: str, pattern: str) -> str:
    """What the pattern finds in a mail to that address, once the jobs have delivered one."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up:
        for file in sorted(folder.glob("*"), key=lambda each: each.stat().st_mtime, reverse=True):
            text = file.read_text(errors="replace").replace("=\n", "").replace("=3D", "=")
            found = re.search(pattern, text) if f"To: {address}" in text else None
            if found:
                return found.group(1)
        time.sleep(0.2)
    raise AssertionError(f"No mail to {address} with {pattern} in {folder}")


@pytest.mark.parametrize("java_script", [True, False], ids=["with script", "without script"])
def test_a_chair_without_account_signs_by_link(new_server, visit, java_script):
    server = new_server()
    server.start(jobs=True)
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

    mails = server.data / "mail"
    link = mail_to(mails, ADDRESS, r"(/returns/sign/[\w-]{40,}/)")
    chair = visit(server, java_script_enabled=java_script, viewport=PHONE, expected=("status of 404",))
    chair.goto(link)
    assert reference not in chair.content()
    chair.get_by_role("button", name="Send me a code").click()
    chair.get_by_label("The code from the e-mail").fill(mail_to(mails, ADDRESS, r"asked for it: (\d{6})"))
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
