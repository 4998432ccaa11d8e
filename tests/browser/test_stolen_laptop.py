"""What a stolen laptop holds of an identity: nothing (bars S27). Apart from others: it has a browser of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, sync_playwright

from scripts.browser import find_chromium
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


def kept(profile: Path, words: str) -> list[Path]:
    """The files that hold the words, in one byte or two for each letter, or as a form sends them."""
    forms = (words.encode(), words.encode("utf-16-le"), words.replace(" ", "+").encode())
    files = [path for path in profile.rglob("*") if path.is_file()]
    return [path for path in files if any(form in path.read_bytes() for form in forms)]
