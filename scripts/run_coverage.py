"""`make coverage`: the quick tests, counting which lines they reach; fewer than pyproject.toml asks for fails.

Apart from `make test`, because counting makes the tests a third slower.
"""

import os
import sys

from scripts.environment import asset_steps, python_steps
from scripts.run_tests import PARALLEL, QUICK, Stage
from scripts.steps import ROOT, SetUpError, explain, run_steps

COVERAGE = ["--cov", "--cov-report=term", "--cov-report=html:var/coverage"]


def main() -> int:
    """Set up, run them, and return pytest's code."""
    os.chdir(ROOT)
    try:
        run_steps([*python_steps(for_tests=True), *asset_steps(for_tests=True)])
    except SetUpError as error:
        return explain(error)
    stage = Stage("Quick tests on SQLite, with coverage", [*PARALLEL, "-m", QUICK, *COVERAGE])
    stage.run()
    return stage.code


if __name__ == "__main__":
    sys.exit(main())
