"""A14: how soon an old laptop on a poor line shows a public page, and that nothing jumps (bars P10)."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.bench_weight import PAGES
from benchmarks.figures import Figure
from scripts.browser import find_chromium
from tests.support import demo_data
from tests.support.browsing import PHONE, launch, open_visit
from tests.support.server import PortalServer

SLOWER = 4
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000}
# The browser keeps both kinds of entry from the start of the page; the last paint is the largest.
ENTRIES = """type => new Promise(resolve => {
  new PerformanceObserver(list => resolve(list.getEntries().map(each => each.value ?? each.startTime)))
    .observe({ type, buffered: true });
  setTimeout(() => resolve([]), 300);
})"""


def measure() -> Iterator[Figure]:
    """Largest paint and layout shift of every kind of public page, first visit, on a phone."""
    executable = find_chromium()
    if executable is None:
        raise RuntimeError("A Chromium browser is needed to measure how soon pages are painted.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "portal"
        shutil.copytree(demo_data.demo_folder(), data)
        server = PortalServer(data)
        browser = launch(playwright, executable)
        try:
            server.start()
            # The first visit of all wakes the browser and the server, which is not the page's doing.
            list(_first_visit(browser, server, PAGES[0]))
            for path in PAGES:
                yield from _first_visit(browser, server, path)
        finally:
            browser.close()
            server.kill()


def _first_visit(browser: Browser, server: PortalServer, path: str) -> Iterator[Figure]:
    page = open_visit(browser, server, viewport=PHONE).page
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(path, wait_until="networkidle")
    paints = page.evaluate(ENTRIES, "largest-contentful-paint")
    shifts = page.evaluate(ENTRIES, "layout-shift")
    page.context.close()
    yield Figure("A14", f"largest paint of {path}, {SLOWER} times slower, 1.6 Mbit/s", max(paints) / 1000, "s", 2.5)
    yield Figure("P10", f"layout shift of {path}", sum(shifts), "", 0)
