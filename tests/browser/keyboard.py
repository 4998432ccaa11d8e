"""A person without a pointer moves by Tab, and must always see where they are (bars A2; WCAG 2.1.1, 2.4.7)."""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image
from playwright.sync_api import Page

from tests.support.browsing import DEMO_PASSWORD

MOST_STOPS = 250
LONG_PAGE = 900
WHERE = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const boxes = [...element.getClientRects()].filter((box) => box.width && box.height);
  // Of a link of several lines the last one: the line that marks the focus stands under it.
  const box = boxes.at(-1) || element.getBoundingClientRect();
  const points = [[0.5, 0.5], [0.05, 0.1], [0.95, 0.1], [0.05, 0.9], [0.95, 0.9]];
  const isHit = ([across, down]) => {
    const top = document.elementFromPoint(box.left + box.width * across, box.top + box.height * down);
    return top && (element.contains(top) || top.contains(element) || [...(element.labels || [])].includes(top));
  };
  const label = element.labels && element.labels[0] ? element.labels[0].textContent : "";
  const words = label || element.getAttribute("aria-label") || element.textContent || element.name || "";
  return {
    text: words.trim().replace(/\\s+/g, " ").slice(0, 80), tag: element.tagName.toLowerCase(), name: element.name || "",
    box: [box.left, box.top, box.width, box.height], hidden: !points.some(isHit),
  };
}"""


@dataclass(frozen=True)
class Stop:
    """One place where the focus rests."""

    text: str
    tag: str
    name: str
    box: tuple[float, float, float, float]
    hidden: bool


def where(page: Page) -> Stop | None:
    """What has the focus now; nothing when the browser's own frame has it."""
    found: dict[str, Any] | None = page.evaluate(WHERE)
    return Stop(**found) if found else None


def tab_to(page: Page, text: str = "", *, name: str = "", most: int = MOST_STOPS) -> Stop:
    """Press Tab until the focus is on the control whose text begins so, or that has this name."""
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = where(page)
        if stop and (stop.name == name if name else stop.text.startswith(text)):
            return stop
    raise AssertionError(f"Tab never reached {text or name} on {page.url}")


def press(page: Page, text: str, *, key: str = "Enter") -> None:
    """Tab to the link or button whose text begins so and use it; waits for the page that follows."""
    tab_to(page, text, most=LONG_PAGE)
    with page.expect_navigation():
        page.keyboard.press(key)


def enter(page: Page, typed: dict[str, str]) -> None:
    """Tab to each field in turn, by its name, and type."""
    for name, text in typed.items():
        tab_to(page, name=name, most=LONG_PAGE)
        page.keyboard.insert_text(text)


def sign_in(page: Page, email: str, home: str = "**/returns/") -> None:
    """Through the real form."""
    page.goto("/accounts/login/")
    enter(page, {"login": email, "password": DEMO_PASSWORD})
    page.keyboard.press("Enter")
    page.wait_for_url(home)


def walk(page: Page, most: int = MOST_STOPS) -> list[str]:
    """Tab through the whole page, `most` stops; what is wrong with each: not seen, covered, or never left."""
    problems = []
    seen = 0
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("window.scrollTo(0, 0)")
    page.keyboard.press("Tab")
    while (stop := where(page)) is not None:
        seen += 1
        if seen > most:
            return [*problems, f"the focus does not leave the page: {stop}"]
        if stop.hidden:
            problems.append(f"covered while it has the focus: {stop.tag} {stop.text!r}")
        if not is_marked(page, stop):
            problems.append(f"focus cannot be seen: {stop.tag} {stop.text!r}")
        page.keyboard.press("Tab")
    return problems if seen > 3 else [*problems, f"only {seen} stops"]


def is_marked(page: Page, stop: Stop) -> bool:
    """Whether focus changes an area of two pixels along the control by a contrast of 3 to 1 or more."""
    left, top, width, height = stop.box
    size = page.viewport_size or {"width": 0, "height": 0}
    x, y = max(0, left - 6), max(0, top - 6)
    clip = {"x": x, "y": y, "width": min(width + 12, size["width"] - x), "height": min(height + 12, size["height"] - y)}
    if clip["width"] <= 0 or clip["height"] <= 0:
        return False
    with_focus = page.screenshot(clip=clip, animations="disabled", caret="hide")
    page.evaluate("window.focused = document.activeElement; window.focused.blur()")
    without = page.screenshot(clip=clip, animations="disabled", caret="hide")
    page.evaluate("window.focused.focus({ preventScroll: true })")
    # Where a control begins or ends within a pixel, that pixel changes by half.
    return changed_pixels(with_focus, without) >= 2 * (int(min(width, clip["width"])) - 1)


def changed_pixels(first: bytes, second: bytes) -> int:
    """How many pixels differ by a contrast of 3 to 1 or more."""
    one, two = (Image.open(io.BytesIO(data)).convert("RGB") for data in (first, second))
    pairs = zip(one.get_flattened_data(), two.get_flattened_data(), strict=True)
    return sum(contrast(a, b) >= 3 for a, b in pairs if a != b)


def contrast(one: tuple[int, ...], two: tuple[int, ...]) -> float:
    """The contrast of two colours as WCAG defines it."""
    bright, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: tuple[int, ...]) -> float:
    """Relative luminance of an sRGB colour."""
    parts = [part / 255 for part in colour]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
