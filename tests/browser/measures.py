"""What can be measured on an open page, as lists of problems that are empty when all is well (bars A1, A3, A4, A9)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from tests.support.page_checks import OF_COLOURS, axe_violations

RULER = Path(__file__).with_name("measures.js").read_text()
WIDTHS = (320, 768, 1280)
HEIGHT = 900
# A4 less the margins of `_print.scss`, in CSS pixels.
PAPER = 672
# WCAG 1.4.12: a reader may set these, and nothing may get lost.
TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
# WCAG 1.4.4: text of twice the size, as set in the browser's preferences.
NORMAL_TEXT = {"standard": 16, "fixed": 13}
LARGE_TEXT = {"standard": 32, "fixed": 26}
# After a change of size or style the page is laid out anew.
SETTLE = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Constructed sheets belong to the reader, not to the page: the content security policy does not concern them.
ADOPT = "css => { const own = new CSSStyleSheet(); own.replaceSync(css); document.adoptedStyleSheets = [own]; }"


def ruler(page: Page, *names: str) -> list[str]:
    """The problems that these functions of measures.js find."""
    page.evaluate(SETTLE)
    found: list[str] = page.evaluate(f"names => {{ const all = {RULER}; return names.flatMap(n => all[n]()); }}", names)
    return found


@contextmanager
def reader_style(page: Page, css: str) -> Iterator[None]:
    """The page as a reader sees it who has set these styles."""
    page.evaluate(ADOPT, css)
    yield
    page.evaluate(ADOPT, "")


@contextmanager
def large_text(page: Page) -> Iterator[None]:
    """The page as somebody sees it whose browser shows text at twice the size."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": LARGE_TEXT})
    yield
    session.send("Page.setFontSizes", {"fontSizes": NORMAL_TEXT})
    session.detach()


def axe_everywhere(page: Page) -> list[str]:
    """What axe finds at three widths, and of colours when the reader's system forces its own (A1)."""
    problems = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        problems += [f"{width} px: {line}" for line in axe_violations(page)]
        page.emulate_media(forced_colors="active")
        problems += [f"{width} px, forced colours: {line}" for line in axe_violations(page, OF_COLOURS)]
        page.emulate_media(forced_colors="none")
    return problems


def reflow_problems(page: Page) -> list[str]:
    """Sideways scroll and cut-off text on a phone, with large text and with wide spacing (A3)."""
    names = ("sideways", "unnamedRegions", "clipped")
    page.set_viewport_size({"width": 320, "height": HEIGHT})
    problems = [f"320 px: {line}" for line in ruler(page, *names)]
    with reader_style(page, TEXT_SPACING):
        problems += [f"320 px with wide spacing: {line}" for line in ruler(page, *names)]
    page.set_viewport_size({"width": 1280, "height": HEIGHT})
    problems += [f"1280 px: {line}" for line in ruler(page, *names)]
    with large_text(page):
        problems += [f"1280 px, large text: {line}" for line in ruler(page, *names)]
    with reader_style(page, TEXT_SPACING):
        problems += [f"1280 px with wide spacing: {line}" for line in ruler(page, *names)]
    return problems


def paper_problems(page: Page) -> list[str]:
    """What is cut off when the page is printed on A4."""
    page.set_viewport_size({"width": PAPER, "height": HEIGHT})
    page.emulate_media(media="print")
    problems = [f"on paper: {line}" for line in ruler(page, "cutOnPaper")]
    page.emulate_media(media="screen")
    return problems


def target_problems(page: Page) -> list[str]:
    """Pointer targets that are too small and too near to others, on a phone and on a desk (A4)."""
    problems = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        problems += [f"{width} px: {line}" for line in ruler(page, "smallTargets")]
    return problems
