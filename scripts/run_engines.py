"""`make engines`: the main journeys in Chromium, Firefox and WebKit, a line for each step. ONLY=firefox takes one."""

import os
import shutil
import subprocess
import sys

from scripts.browser import find_chromium, install_chromium
from scripts.engines import find_firefox, find_webkit, install_firefox, install_webkit
from scripts.environment import PYTHON, asset_steps, child_env, python_steps
from scripts.steps import ROOT, explained, run_steps

DATA = ROOT / "var" / "engines-data"


@explained
def main() -> int:
    """Set up, find the engines, copy the data, walk; returns 1 when a step failed."""
    run_steps([*python_steps(for_tests=True), *asset_steps(for_tests=True)])
    _offer_engines()
    shutil.rmtree(DATA, ignore_errors=True)
    copy = [str(PYTHON), "-m", "tests.support.demo_data", str(DATA / "demo")]
    try:
        subprocess.run(copy, cwd=ROOT, env=child_env(), check=True)
        words = [str(PYTHON), "-m", "tests.engines", str(DATA), *os.environ.get("ONLY", "").split()]
        return subprocess.run(words, cwd=ROOT, env=child_env(), check=False).returncode
    finally:
        shutil.rmtree(DATA, ignore_errors=True)


def _offer_engines() -> None:
    """Install what is missing where that needs no password; what stays missing is told at the end."""
    if not find_chromium():
        install_chromium(PYTHON, child_env())
    if not find_firefox():
        install_firefox()
    if not find_webkit():
        install_webkit()


if __name__ == "__main__":
    sys.exit(main())
