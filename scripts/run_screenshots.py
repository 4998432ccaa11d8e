"""`make screenshots`: draw the pictures in docs/screenshots anew, with the tests that look at those pages."""

import subprocess
import sys

from scripts.environment import PYTHON, asset_steps, child_env, python_steps
from scripts.steps import ROOT, explained, run_steps


@explained
def main() -> int:
    """Set up, take the pictures and return pytest's exit code."""
    run_steps([*python_steps(for_tests=True), *asset_steps(for_tests=True)])
    words = [str(PYTHON), "-m", "pytest", "tests/browser/test_screenshots.py"]
    return subprocess.run(words, cwd=ROOT, env=child_env(PORTAL_SCREENSHOTS="1"), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
