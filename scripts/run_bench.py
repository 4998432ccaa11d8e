"""`make bench`: measure over a copy of the demo data and print every figure beside its mark. ONLY=pages takes one."""

import os
import shutil
import subprocess
import sys

from scripts.environment import PYTHON, asset_steps, child_env, python_steps
from scripts.steps import ROOT, explained, run_steps

DATA = ROOT / "var" / "bench"


@explained
def main() -> int:
    """Set up, copy the data, measure; returns 1 when a mark was missed."""
    run_steps([*python_steps(for_tests=True), *asset_steps(for_tests=True)])
    shutil.rmtree(DATA, ignore_errors=True)
    subprocess.run([str(PYTHON), "-m", "tests.support.demo_data", str(DATA)], cwd=ROOT, env=child_env(), check=True)
    env = child_env(DJANGO_SETTINGS_MODULE="portal.settings.local", DATA_DIR=str(DATA))
    words = [str(PYTHON), "-m", "benchmarks", *os.environ.get("ONLY", "").split()]
    return subprocess.run(words, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
