"""Starts each engine's browser without a window that anybody sees, with a profile of its own, and ends it again."""

import contextlib
import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from scripts.browser import find_chromium
from scripts.engines import WebKit, find_firefox, find_webkit
from tests.engines.windows import SCREEN_HEIGHT, SCREEN_WIDTH, ChromiumWindow, FirefoxWindow, WebKitWindow, Window
from tests.engines.wires import HttpWire, MarionetteWire, WireError
from tests.support.browsing import DESKTOP, launch
from tests.support.server import free_port

END_LIMIT_SECONDS = 10
SCREEN = f"{SCREEN_WIDTH}x{SCREEN_HEIGHT}x24"
# Firefox asks its maker's servers for many things when it starts; here it asks for nothing.
FIREFOX_PREFERENCES: dict[str, object] = {
    "marionette.port": 0,
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "browser.startup.page": 0,
    "browser.topsites.contile.enabled": False,
    "browser.newtabpage.enabled": False,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.update.enabled": False,
    "geo.provider.testing": True,
    "media.gmp-manager.updateEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.server": "data:,",
    "intl.accept_languages": "en-GB",
}
# What a person sets in the system: colours of their own, and no movement.
COMFORT: dict[str, object] = {"browser.display.document_color_use": 2, "ui.prefersReducedMotion": 1}
# The browser's own buttons would keep its window wider than a phone.
SMALL_FRAME = "* { min-width: 0; margin: 0; padding: 0; border-width: 0; font-size: 1px; }"


@dataclass(frozen=True)
class Opened:
    """A window, and the version of what shows it."""

    window: Window
    version: str


@dataclass(frozen=True)
class Engine:
    """One engine: its name, the browsers that people know it by, and how to open a window."""

    name: str
    known_as: str
    open: Callable[[], AbstractContextManager[Opened]]
    open_in_comfort: Callable[[], AbstractContextManager[Opened]] | None = None


def engines_found() -> tuple[list[Engine], list[str]]:
    """The engines on this machine, and a sentence for each that is not."""
    chromium, firefox, webkit = find_chromium(), find_firefox(), find_webkit()
    found, missing = [], []
    if chromium:
        found.append(Engine("Chromium", "Chrome, Edge", lambda: open_chromium(chromium)))
    else:
        missing.append("Chromium (Chrome, Edge): not found. Debian: chromium")
    if firefox:
        found.append(
            Engine("Firefox", "Firefox", lambda: open_firefox(firefox), lambda: open_firefox(firefox, COMFORT))
        )
    else:
        missing.append("Firefox: not found. Debian: firefox-esr")
    if webkit:
        found.append(Engine("WebKitGTK", "Safari", lambda: open_webkit(webkit)))
    else:
        missing.append("WebKit (Safari): not found. Debian: webkit2gtk-driver xvfb")
    return found, missing


@contextmanager
def open_chromium(executable: str) -> Iterator[Opened]:
    """Chromium."""
    with sync_playwright() as playwright, contextlib.closing(launch(playwright, executable)) as browser:
        page = browser.new_page(viewport=DESKTOP, locale="en-GB")
        yield Opened(ChromiumWindow(page), browser.version)


@contextmanager
def open_firefox(executable: str, more: dict[str, object] | None = None) -> Iterator[Opened]:
    """Firefox with these preferences besides our own; it needs no driver."""
    with tempfile.TemporaryDirectory(prefix="portal-firefox-", ignore_cleanup_errors=True) as folder:
        profile = Path(folder)
        (profile / "user.js").write_text(_preferences({**FIREFOX_PREFERENCES, **(more or {})}))
        # The last of these lets us give a page the size of a phone; there are no pages here but the portal's.
        options = ["--headless", "--no-remote", "--marionette", "--remote-allow-system-access"]
        with _running([executable, *options, "--profile", folder]):
            wire = MarionetteWire(profile)
            try:
                yield Opened(FirefoxWindow(wire), wire.version)
            finally:
                wire.close()


@contextmanager
def open_webkit(webkit: WebKit) -> Iterator[Opened]:
    """WebKitGTK's small browser on a display of its own."""
    with tempfile.TemporaryDirectory(prefix="portal-webkit-", ignore_cleanup_errors=True) as folder:
        style = Path(folder) / "gtk-3.0" / "gtk.css"
        style.parent.mkdir()
        style.write_text(SMALL_FRAME)
        with _display(webkit.display) as display:
            homes = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), folder)
            env = {**os.environ, **homes, "DISPLAY": display, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"}
            port = free_port()
            with _running([webkit.driver, f"--port={port}"], env=env):
                options = {"binary": webkit.browser, "args": ["--automation"]}
                wire = HttpWire(port, {"webkitgtk:browserOptions": options})
                try:
                    yield Opened(WebKitWindow(wire), wire.version)
                finally:
                    with contextlib.suppress(WireError):
                        wire.send("WebDriver:DeleteSession")


@contextmanager
def _display(program: str) -> Iterator[str]:
    """A screen that nobody sees; the server chooses its number and tells it once it is ready."""
    reading, writing = os.pipe()
    words = [program, "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with os.fdopen(reading) as told, _running(words, pass_fds=(writing,)):
        os.close(writing)
        number = told.readline().strip()
        if not number:
            raise WireError("Xvfb did not start.")
        yield f":{number}"


@contextmanager
def _running(words: list[str], **options: Any) -> Iterator[None]:
    process = subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=END_LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _preferences(values: dict[str, object]) -> str:
    """Firefox reads values as JSON has them."""
    return "".join(f'user_pref("{name}", {json.dumps(value)});\n' for name, value in values.items())
