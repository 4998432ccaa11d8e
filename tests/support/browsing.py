"""Pages in a real browser that notice what a person would not: console errors and requests to other hosts."""

import io
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request

from scripts.steps import ROOT
from tests.support.server import PortalServer

DEMO_PASSWORD = "portal-demo"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
COLOURS = 128  # of a picture: flat colours need no more, and files stay small


def launch(playwright: Playwright, executable: str) -> Browser:
    """Start the browser without a window. As root Chromium refuses its sandbox."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=executable, args=[*arguments, "--disable-dev-shm-usage"])


@dataclass
class Visit:
    """One person's browser window on one server; `problems` must be empty when the test ends."""

    page: Page
    server: PortalServer
    expected: tuple[str, ...] = ()
    problems: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Begin to collect console errors, script errors and requests that leave the portal."""
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self._add(f"script error: {error}"))
        self.page.on("request", self._on_request)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._add(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.server.base_url}/", "data:", "blob:")):
            self._add(f"request to another host: {request.url}")

    def _add(self, problem: str) -> None:
        if not any(text in problem for text in self.expected):
            self.problems.append(problem)


def open_visit(browser: Browser, server: PortalServer, *, expected: tuple[str, ...] = (), **options: Any) -> Visit:
    """Open a window; `options` go to Playwright's new_context (viewport, java_script_enabled, color_scheme…)."""
    options = {"viewport": DESKTOP, "locale": "en-GB", "timezone_id": "Europe/London", **options}
    context = browser.new_context(base_url=server.base_url, **options)
    context.set_default_timeout(15_000)
    visit = Visit(context.new_page(), server, expected)
    visit.watch()
    return visit


def login(page: Page, email: str, password: str = DEMO_PASSWORD) -> None:
    """Sign in through the real form and wait for the page behind it."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def screenshot(page: Page, name: str) -> Path:
    """Save what the window shows as a small picture: to docs/screenshots under `make screenshots`, else to var."""
    folder = ROOT / ("docs" if os.environ.get("PORTAL_SCREENSHOTS") else "var") / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    taken = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide")))
    taken.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path
