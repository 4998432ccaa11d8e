"""A browser window as a person has it, the same for every engine: go, click, type, press, look."""

import base64
import time
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from tests.engines.wires import Wire, WireError

WAIT_SECONDS = 15
HEIGHT = 900
TALLEST_PICTURE = 2500
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
A4_CENTIMETRES = {"width": 21.0, "height": 29.7}
# Of a screen that nobody sees; the page begins in its middle.
SCREEN_WIDTH = 1400
SCREEN_HEIGHT = 2 * TALLEST_PICTURE + 200
DRAWN_ANEW = "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
TO_THE_TOP = "window.scrollTo({ top: 0, behavior: 'instant' }); return document.documentElement.scrollHeight"
SIZED = "return window.innerWidth === arguments[0] && window.innerHeight === arguments[1]"
IN_VIEW = {"behavior": "instant", "block": "center"}
# The standard's names of keys that write nothing.
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Shift": "\ue008"}


class Window(Protocol):
    """What journeys ask of a window. Scripts are bodies of functions, with `arguments`."""

    def go(self, url: str) -> None:
        """Open a page and wait until it has loaded."""

    def reload(self) -> None:
        """Load the page again."""

    def run(self, script: str, *values: Any) -> Any:
        """Run a script in the page and return what it returns."""

    def click(self, selector: str) -> None:
        """Press what the selector finds first."""

    def type(self, selector: str, text: str) -> None:
        """Type into what the selector finds first."""

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press a key, with Shift or without."""

    def resize(self, width: int, height: int = HEIGHT) -> None:
        """Make the page so large."""

    def shoot(self, path: Path) -> None:
        """Save what the window shows."""

    def print(self) -> bytes | None:
        """The page on A4 as a PDF; nothing where the engine's driver cannot print."""


class DrivenWindow:
    """A window driven by WebDriver."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire

    def go(self, url: str) -> None:
        """Open a page and wait until it has loaded."""
        self.wire.send("WebDriver:Navigate", url=url)

    def reload(self) -> None:
        """Load the page again."""
        self.wire.send("WebDriver:Refresh")

    def run(self, script: str, *values: Any) -> Any:
        """Run a script in the page and return what it returns."""
        return self.wire.send("WebDriver:ExecuteScript", script=script, args=list(values))

    def click(self, selector: str) -> None:
        """Press what the selector finds first."""
        self.wire.send("WebDriver:ElementClick", id=self._find(selector))

    def type(self, selector: str, text: str) -> None:
        """Type into what the selector finds first."""
        self.wire.send("WebDriver:ElementSendKeys", id=self._find(selector), text=text)

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press a key, with Shift or without."""
        held = [KEYS["Shift"], KEYS[key]] if shift else [KEYS[key]]
        down = [{"type": "keyDown", "value": value} for value in held]
        up = [{"type": "keyUp", "value": value} for value in reversed(held)]
        keyboard = {"type": "key", "id": "keyboard", "actions": down + up}
        self.wire.send("WebDriver:PerformActions", actions=[keyboard])

    def resize(self, width: int, height: int = HEIGHT) -> None:
        """Make the page so large."""
        self._resize(width, height)
        until(self, SIZED, f"The page is not {width} by {height} pixels.", width, height)
        self.run(DRAWN_ANEW)

    def shoot(self, path: Path) -> None:
        """Save what the window shows."""
        path.write_bytes(base64.b64decode(self.wire.send("WebDriver:TakeScreenshot", full=False)))

    def print(self) -> bytes | None:
        """Nothing: a driver need not know how to print."""
        return None

    def _resize(self, width: int, height: int) -> None:
        raise NotImplementedError

    def _find(self, selector: str) -> str:
        """The element, in view: WebKit does not wait for pages that scroll smoothly."""
        self.run("document.querySelector(arguments[0])?.scrollIntoView(arguments[1])", selector, IN_VIEW)
        found: str = self.wire.send("WebDriver:FindElement", using="css selector", value=selector)[ELEMENT]
        return found


class FirefoxWindow(DrivenWindow):
    """Firefox, whose own windows are never narrower than 500 pixels: the page in it is."""

    def print(self) -> bytes | None:
        """The page on A4 as a PDF, with the margins of its styles."""
        margin = dict.fromkeys(("top", "bottom", "left", "right"), 0)
        return base64.b64decode(self.wire.send("WebDriver:Print", page=A4_CENTIMETRES, margin=margin))

    def _resize(self, width: int, height: int) -> None:
        """Give the page its size inside the window, as Firefox's own view of small screens does."""
        sides = {"width": width, "height": height}
        size = ";".join(f"{least}{side}:{pixels}px" for side, pixels in sides.items() for least in ("", "min-", "max-"))
        self.wire.send("Marionette:SetContext", value="chrome")
        try:
            self.run("gBrowser.selectedBrowser.style.cssText = arguments[0]", size)
        finally:
            self.wire.send("Marionette:SetContext", value="content")


class WebKitWindow(DrivenWindow):
    """WebKitGTK's small browser, on a screen where it is alone."""

    def _resize(self, width: int, height: int) -> None:
        """Give the window its size, and its place under the pointer: without it the window would not have the focus.

        The pointer rests in the middle of the screen. It must point at the browser's own frame, not at the page.
        """
        frame = self.run("return window.outerHeight - window.innerHeight")
        place = {"x": (SCREEN_WIDTH - width) // 2, "y": SCREEN_HEIGHT // 2 - frame // 2}
        self.wire.send("WebDriver:SetWindowRect", width=width, height=height + frame, **place)


class ChromiumWindow:
    """Chromium, driven by the tool of the other browser tests."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, url: str) -> None:
        """Open a page and wait until it has loaded."""
        self.page.goto(url)

    def reload(self) -> None:
        """Load the page again."""
        self.page.reload()

    def run(self, script: str, *values: Any) -> Any:
        """Run a script in the page and return what it returns."""
        return self.page.evaluate(f"values => (function () {{ {script} }}).apply(null, values)", list(values))

    def click(self, selector: str) -> None:
        """Press what the selector finds first."""
        self.page.locator(selector).first.click(no_wait_after=True)

    def type(self, selector: str, text: str) -> None:
        """Type into what the selector finds first."""
        self.page.locator(selector).first.press_sequentially(text)

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press a key, with Shift or without."""
        self.page.keyboard.press(f"Shift+{key}" if shift else key)

    def resize(self, width: int, height: int = HEIGHT) -> None:
        """Make the page so large."""
        self.page.set_viewport_size({"width": width, "height": height})

    def shoot(self, path: Path) -> None:
        """Save what the window shows."""
        self.page.screenshot(path=path)

    def print(self) -> bytes | None:
        """The page on A4 as a PDF."""
        return self.page.pdf(format="A4", prefer_css_page_size=True)


def until(window: Window, script: str, otherwise: str, *values: Any) -> Any:
    """What the script returns, as soon as it is true; a page may be leaving meanwhile. Raises WireError when late."""
    give_up = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            found = window.run(script, *values)
        except (WireError, PlaywrightError):
            found = None
        if found or time.monotonic() > give_up:
            break
        time.sleep(0.05)
    if not found:
        raise WireError(otherwise)
    return found


def picture(window: Window, path: Path, width: int) -> None:
    """Save a picture of the page from its top, as much of it as is useful."""
    tall = window.run(TO_THE_TOP)
    window.resize(width, min(max(tall, HEIGHT), TALLEST_PICTURE))
    window.shoot(path)
    window.resize(width)
