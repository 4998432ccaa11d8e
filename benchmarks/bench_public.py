"""P1: a public page that was asked for before costs next to nothing.

Beside it, by the same server in the same minute, a view that says one word and the home page of a fresh Wagtail.
"""

import re
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.reference import served_fresh_wagtail
from tests.support import demo_data
from tests.support.server import PortalServer

ROUNDS = 3
SECONDS = 4
# On the reference machine Wagtail's bakerydemo answers 22.6 times a second and a fresh Wagtail 172 times.
HUNDRED_BAKERIES = 100 * 22.6 / 172
UNITS = {"us": 0.001, "ms": 1, "s": 1000}


@dataclass(frozen=True)
class Load:
    """What eight connections got in a few seconds."""

    per_second: float
    p99_ms: float


def measure() -> Iterator[Figure]:
    """Answers a second of a kept page as a multiple of the two references, and its slowest hundredth."""
    wrk = shutil.which("wrk")
    if wrk is None:
        raise RuntimeError("wrk is needed to load the server: apt-get install wrk.")
    with tempfile.TemporaryDirectory() as folder, served_fresh_wagtail() as fresh:
        data = Path(folder) / "portal"
        shutil.copytree(demo_data.demo_folder(), data)
        server = PortalServer(data)
        try:
            server.start()
            _wait_for(f"{fresh}/constant/")
            addresses = [f"{server.base_url}/", f"{fresh}/constant/", f"{fresh}/"]
            loads = defaultdict(list)
            for _ in range(ROUNDS):
                for address in addresses:
                    loads[address].append(_load(wrk, address))
        finally:
            server.kill()
    kept, constant, home = (max(load.per_second for load in loads[address]) for address in addresses)
    yield Figure("P1", f"a kept page ({kept:.0f}/s) against a view of one word", kept / constant, "times", 2, True)
    yield Figure("P1", "a kept page against a fresh Wagtail home", kept / home, "times", HUNDRED_BAKERIES, True)
    slowest, beside = (min(load.p99_ms for load in loads[address]) for address in addresses[:2])
    yield Figure("P1", f"99 of 100 kept pages within (one word: {beside:.1f} ms)", slowest, "ms", 10)


def _load(wrk: str, address: str) -> Load:
    """Eight connections, compressed answers."""
    words = [wrk, "--threads=1", "--connections=8", f"--duration={SECONDS}", "--latency", address]
    words += ["--header=Accept-Encoding: gzip"]
    printed = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in printed, printed
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", printed).groups()
    return Load(float(re.search(r"Requests/sec:\s+([\d.]+)", printed)[1]), float(number) * UNITS[unit])


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer.")
