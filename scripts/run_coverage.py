"""`make coverage`: the quick tests, counting which lines they reach; fewer than pyproject.toml asks for fails.

Apart from `make test`, because counting makes the tests a third slower.
"""

import sys

from scripts.environment import asset_steps, python_steps
from scripts.run_tests import PARALLEL, QUICK, Stage
from scripts.steps import explained, run_steps

COVERAGE = ["--cov", "--cov-report=term", "--cov-report=html:var/coverage"]


@explained
def main() -> int:
    """Set up, run them, and return pytest's code."""
    run_steps([*python_steps(for_tests=True), *asset_steps(for_tests=True)])
    stage = Stage("Quick tests on SQLite, with coverage", [*PARALLEL, "-m", QUICK, *COVERAGE])
    stage.run()
    return stage.code


if __name__ == "__main__":
    sys.exit(main())
