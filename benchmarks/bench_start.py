"""P11: the second `make run` answers within five seconds."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator

from benchmarks.figures import Figure
from scripts.steps import ROOT
from tests.support.server import free_port


def measure() -> Iterator[Figure]:
    """Start twice in a data folder of its own; only the second start is measured."""
    with tempfile.TemporaryDirectory() as data:
        _seconds_until_answer(data)
        yield Figure("P11", "second make run, until the home page answers", _seconds_until_answer(data), "s", 5)


def _seconds_until_answer(data: str) -> float:
    port = free_port()
    env = {**os.environ, "DATA_DIR": data, "PORT": str(port)}
    started = time.perf_counter()
    words = ["make", "run", f"PYTHON={sys.executable}"]
    process = subprocess.Popen(words, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        while not _answers(f"http://127.0.0.1:{port}/"):
            if process.poll() is not None:
                raise RuntimeError("make run ended before it answered")
            time.sleep(0.05)
        return time.perf_counter() - started
    finally:
        os.killpg(process.pid, 15)
        process.wait(timeout=30)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10):
            return True
    except OSError:
        return False
