"""`make lock`: write the lock files anew from the files that name our direct dependencies.

The lock files hold versions and hashes for every platform and no address of a package index, so that each
installation uses its own mirror.
"""

import os
import sys
from pathlib import Path

from scripts.environment import NETWORK_HINT, VENV, child_env, python_steps
from scripts.steps import ROOT, SetUpError, Step, command, explain, run_steps

COMPILE: list[str | Path] = [
    VENV / "bin" / "uv", "pip", "compile", "--upgrade", "--generate-hashes", "--universal", "--python-version", "3.11",
    "--fork-strategy", "fewest", "--no-emit-index-url", "--no-emit-find-links",
    "--custom-compile-command", "make lock", "--quiet",
]  # fmt: skip


def _lock_python() -> None:
    for name in ("requirements", "requirements-dev"):
        command([*COMPILE, f"{name}.in", "-o", f"{name}.txt"], env=child_env(), hint=NETWORK_HINT)


def _lock_node() -> None:
    (ROOT / "package-lock.json").unlink(missing_ok=True)
    command([VENV / "bin" / "npm", "install", "--package-lock-only"], env=child_env(), hint=NETWORK_HINT)


def main() -> int:
    """Write all lock files."""
    os.chdir(ROOT)
    steps = [
        *python_steps(for_tests=True),
        Step("Locking Python packages", _lock_python, None),
        Step("Locking front-end packages", _lock_node, None),
    ]
    try:
        run_steps(steps)
    except SetUpError as error:
        return explain(error)
    print("Now run `make lint` and `make test`, and commit the lock files.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
