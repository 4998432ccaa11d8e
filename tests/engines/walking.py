"""One person's walk through the portal in one engine: its steps, told line by line, and what each page must pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError

from tests.browser.keyboard import WHERE
from tests.browser.measures import RULER
from tests.browser.places import Places
from tests.engines.windows import Window, picture, until
from tests.engines.wires import WireError
from tests.support.browsing import DEMO_PASSWORD
from tests.support.server import PortalServer

WIDTHS = (1280, 390)
FONT = "Atkinson Hyperlegible Next"
DRAWN = "return document.readyState === 'complete' && document.fonts.status === 'loaded'"
HAS_FONT = "return [...document.fonts].some(each => each.family.includes(arguments[0]) && each.status === 'loaded')"
# A style sheet that an engine does not understand, or may not read, has no rules.
EMPTY_STYLES = "return [...document.styleSheets].filter(each => !each.cssRules.length).map(each => each.href)"
MEASURE = f"const all = {RULER}; return arguments[0].flatMap(name => all[name]())"
TAKE = "return window.enginesWatch ? window.enginesWatch.take() : ['the page has no listener']"
SEEN = f"const stop = ({WHERE})(); return stop && !stop.hidden ? stop : null"
TO_THE_END = """
window.scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
[...document.querySelectorAll("main a[href], main button, main input")].at(-1).focus();
"""
# How far somebody goes back through a long page whose headings stay at its top.
STOPS = 40


@dataclass
class Walk:
    """A window, the server it is on, and how the steps went."""

    engine: str
    window: Window
    server: PortalServer
    places: Places
    pictures: Path
    failed: list[str] = field(default_factory=list)
    passed: int = 0

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """One step; its line says what went wrong in it, and the walk goes on."""
        try:
            yield
            problems = self.window.run(TAKE)
        except (WireError, PlaywrightError, AssertionError) as error:
            problems = [str(error).splitlines()[0] if str(error) else "it is not so"]
        print(f"{self.engine:20} {title:58} {'FAILED' if problems else 'ok'}", flush=True)
        for problem in problems:
            print(f"{'':20}   {problem}", flush=True)
        self.passed += not problems
        self.failed += [title] if problems else []

    def go(self, address: str) -> None:
        """Open a page of the portal, which `places` may have to find, and wait until it is drawn."""
        self.window.go(self.server.base_url + self.places.resolve(address))
        self.settle()

    def settle(self) -> None:
        """Wait until the page is drawn."""
        until(self.window, DRAWN, "The page does not finish loading.")

    def look(self, name: str, address: str, *, rules: tuple[str, ...] = ("sideways", "clipped")) -> None:
        """Open a page at each width, measure it, see that styles and fonts are there, and keep a picture."""
        for width in WIDTHS:
            with self.step(f"{name} at {width} pixels"):
                self.window.resize(width)
                self.go(address)
                self.measure(*rules)
                self.shoot(f"{name}-{width}", width)
        self.window.resize(WIDTHS[0])

    def measure(self, *rules: str) -> None:
        """The ruler of the browser tests, and whether styles and fonts arrived."""
        problems = self.window.run(MEASURE, rules)
        problems += [f"no styles in {address}" for address in self.window.run(EMPTY_STYLES)]
        problems += [] if self.window.run(HAS_FONT, FONT) else [f"{FONT} is not shown"]
        assert not problems, "; ".join(problems)

    def shoot(self, name: str, width: int) -> None:
        """Keep a picture."""
        picture(self.window, self.pictures / f"{name.replace(' ', '-')}.png", width)

    def sign_in(self, account: str) -> None:
        """Sign in through the form."""
        with self.step(f"{account} signs in"):
            self.go("/accounts/login/")
            self.window.type("input[name=login]", f"{account}@demo.example")
            self.window.type("input[name=password]", DEMO_PASSWORD)
            self.window.click("main form[method=post] button[type=submit]")
            self.wait("return !location.pathname.includes('/accounts/login/')", "Nobody is signed in.")
            self.settle()

    def wait(self, script: str, otherwise: str, *values: object) -> None:
        """Wait until a script of the page returns something true."""
        until(self.window, script, otherwise, *values)

    def tab_back(self) -> None:
        """Go back with Tab from the last control of the page; nothing that has the focus may stay covered."""
        self.window.run(TO_THE_END)
        seen = set()
        for _ in range(STOPS):
            self.window.press("Tab", shift=True)
            # Where pages scroll smoothly it takes a moment until it can be seen.
            stop = until(self.window, SEEN, "What has the focus is covered.")
            seen.add(stop["text"] + str(stop["box"]))
        assert len(seen) > STOPS / 2, f"Tab reached {len(seen)} places only."
