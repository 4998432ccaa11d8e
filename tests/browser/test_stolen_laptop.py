"""What a stolen laptop holds of identities and other texts: nothing (bars S27). It has a browser of its own."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

from scripts.browser import find_chromium
from tests.browser.pages.moderation import CASE
from tests.browser.places import Places
from tests.support.browsing import login

pytestmark = pytest.mark.browser
# An invented child's name that occurs nowhere else.
CANARY = "Zephyrine Quillfeather"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Where the browser keeps what it remembers."""
    return tmp_path / "profile"


@pytest.fixture
def laptop(profile: Path, new_seeded_server) -> Iterator[tuple[BrowserContext, Places]]:
    """A browser with a profile on disk, on a server of its own."""
    server = new_seeded_server()
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(profile), executable_path=find_chromium(), base_url=server.base_url, locale="en-GB",
            args=[*arguments, "--disable-dev-shm-usage"],
        )  # fmt: skip
        yield context, Places(server.data / "portal.sqlite3")
        context.close()


def test_after_signing_out_no_identity_is_left_on_the_laptop(laptop, profile):
    """A list is pasted, shown in full and added; an identity is opened; then Back and the profile say nothing of it."""
    context, places = laptop
    page = context.new_page()
    login(page, "unit@demo.example")
    page.goto(places.resolve("/unit/case-audits/{row:audit}/cases/list/"))
    page.fill("[name=text]", f"3, {CANARY}")
    page.click("text=Check the list")
    page.click("text=Show the list in full and mend it")
    assert CANARY in page.content()
    page.click("text=Back without a change")
    page.click("text=Add 1 case")
    page.locator(".portal-list__title a").last.click()
    page.click("text=Open the identity, with a reason")
    page.check("input[value=find]")
    page.click("text=Show who the child is")
    assert CANARY in page.locator("main").inner_text()
    page.click("text=Hide it")
    page.goto("/accounts/logout/")
    with page.expect_navigation():
        page.locator("main form button").first.click()
    for _ in range(8):
        page.go_back()
        page.wait_for_load_state()
        assert CANARY not in page.content()
    context.close()
    assert kept(profile, CANARY) == []
    assert kept(profile, "127.0.0.1"), "the profile was not written, so this proves nothing"


# Whose pages, and one of each kind: a return's section, an agency's audit of a case, moderation, alert, tracker.
PAGES = {
    "dsl": ["/returns/{of:dsl:draft}/section/governance/"],
    "case": ["/returns/{of:case:draft}/section/voice/"],
    "health-lead": ["/alerts/{row:alert}/"],
    "audit-chair": [f"{CASE}?domain=overall"],
    "unit": ["/unit/rounds/{row:round}/", "/actions/"],
}
TEXTS = """main => {
  const typed = [...main.querySelectorAll("textarea")].map(each => each.value);
  const read = [...main.querySelectorAll("p, li, td, dd")].map(each => each.textContent);
  return [...typed, ...read].map(each => each.trim()).filter(each => each.length > 40 && !each.includes("\\n"));
}"""


def test_after_signing_out_or_expiry_back_shows_no_text_of_any_kind_of_page(laptop, profile):
    """Each page is opened and left by signing out; a second time the session ends by itself."""
    context, places = laptop
    page = context.new_page()
    seen: list[str] = []
    for account, addresses in PAGES.items():
        for ended_by in ("signing out", "expiry"):
            login(page, f"{account}@demo.example")
            for address in addresses:
                page.goto(places.resolve(address))
                texts = page.locator("main").evaluate(TEXTS)
                assert texts, f"{address} shows nothing to look for"
                seen += texts[:3]
            end_session(page, places, ended_by)
            for _ in range(len(addresses) + 2):
                page.go_back()
                page.wait_for_load_state()
                shown = page.locator("body").inner_text()
                assert [text for text in texts if text in shown] == [], f"{account}, {ended_by}: {page.url}"
            page.goto(places.resolve(addresses[0]))
            assert "/accounts/login/" in page.url
    context.close()
    assert {text: kept(profile, text) for text in seen if kept(profile, text)} == {}


def end_session(page: Page, places: Places, ended_by: str) -> None:
    """Sign out as a person does, or let the session run out on the server."""
    if ended_by == "expiry":
        with sqlite3.connect(places.database) as database:
            database.execute("DELETE FROM django_session")
        page.goto("/accounts/login/")
        return
    page.goto("/accounts/logout/")
    with page.expect_navigation():
        page.locator("main form button").first.click()


def kept(profile: Path, words: str) -> list[Path]:
    """The files that hold the words, in one byte or two for each letter, or as a form sends them."""
    forms = (words.encode(), words.encode("utf-16-le"), words.replace(" ", "+").encode())
    files = [path for path in profile.rglob("*") if path.is_file()]
    return [path for path in files if any(form in path.read_bytes() for form in forms)]
