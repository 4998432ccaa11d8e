"""P10: the first visit of a public page is light, asks no other host, does not shift, and satisfies Lighthouse."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.figures import Figure
from scripts.browser import find_chromium
from scripts.environment import child_env
from scripts.steps import ROOT
from tests.support import demo_data
from tests.support.browsing import launch, open_visit
from tests.support.server import PortalServer
from tests.support.weight import first_visit

# One page of each public template.
PAGES = (
    "/",
    "/framework/",
    "/audit-outcomes/",
    "/audit-outcomes/neglect-two-years-on/",
    "/briefings/",
    "/briefings/when-plans-drift/",
    "/newsletters/",
    "/newsletters/issue-12-autumn-2026/",
    "/professionals/",
    "/professionals/information-sharing/",
    "/contact/",
    "/accessibility/",
    "/search/?q=neglect",
    "/subscribe/",
    "/accounts/login/",
)
# What somebody looked for, and the way in, are nothing to be found by search engines.
NOT_INDEXED = {"/search/?q=neglect", "/accounts/login/"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LIGHTHOUSE = ROOT / "node_modules" / ".bin" / "lighthouse"


def measure() -> Iterator[Figure]:
    """Bytes over the wire and requests to other hosts for every kind of page; Lighthouse's scores."""
    executable = find_chromium()
    if executable is None:
        raise RuntimeError("A Chromium browser is needed to measure the weight of pages.")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "portal"
        shutil.copytree(demo_data.demo_folder(), data)
        server = PortalServer(data)
        try:
            server.start()
            yield from _weights(server, executable)
            for path in PAGES:
                yield from _scores(server.base_url + path, path, executable)
        finally:
            server.kill()


def _weights(server: PortalServer, executable: str) -> Iterator[Figure]:
    with sync_playwright() as playwright:
        browser = launch(playwright, executable)
        for path in PAGES:
            visit = open_visit(browser, server)
            weight = first_visit(visit.page, path)
            visit.page.context.close()
            foreign = sum("another host" in problem for problem in visit.problems)
            yield Figure("P10", f"first visit of {path}", weight / 1000, "kB", 60)
            yield Figure("P10", f"requests of {path} to other hosts", foreign, "requests", 0)
        browser.close()


def _scores(url: str, path: str, executable: str) -> Iterator[Figure]:
    flags = "--headless=new --no-sandbox" if os.geteuid() == 0 else "--headless=new"
    options = [f"--only-categories={','.join(CATEGORIES)}", "--output=json", "--quiet", f"--chrome-flags={flags}"]
    env = child_env(CHROME_PATH=executable)
    finished = subprocess.run([str(LIGHTHOUSE), url, *options], env=env, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise RuntimeError(finished.stderr)
    report = json.loads(finished.stdout)
    for category in CATEGORIES if path not in NOT_INDEXED else CATEGORIES[:-1]:
        score = (report["categories"][category]["score"] or 0) * 100
        yield Figure("P10", f"Lighthouse {category} of {path}", score, "points", 100, at_least=True)
    shift = report["audits"]["cumulative-layout-shift"]["numericValue"]
    yield Figure("P10", f"layout shift of {path}", shift, "", 0)
