"""`make lock`: write the lock files anew from the files that name our direct dependencies.

The lock files hold versions and hashes for every platform and no address of a package index, so that each
installation uses its own mirror.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from scripts.environment import NETWORK_HINT, VENV, child_env, python_steps
from scripts.steps import ROOT, SetUpError, Step, command, explained, run_steps

COMPILE: list[str | Path] = [
    VENV / "bin" / "uv", "pip", "compile", "--upgrade", "--generate-hashes", "--universal", "--python-version", "3.11",
    "--fork-strategy", "fewest", "--no-emit-index-url", "--no-emit-find-links",
    "--custom-compile-command", "make lock", "--quiet",
]  # fmt: skip


def _lock_python() -> None:
    for name in ("requirements", "requirements-dev"):
        command([*COMPILE, f"{name}.in", "-o", f"{name}.txt"], env=child_env(), hint=NETWORK_HINT)


def lock_node(project: Path = ROOT) -> None:
    """Write package-lock.json anew.

    npm would copy what it knows of packages that are installed already, and that has no hashes: so it works in a
    folder that holds nothing but what the lock is made from.

    Raises:
        SetUpError: npm failed, or the lock lacks the hash of a package; the old lock stays.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in ("package.json", ".npmrc"):
            shutil.copy(project / name, folder)
        words: list[str | Path] = [VENV / "bin" / "npm", "install", "--package-lock-only"]
        command(words, env=child_env(), hint=NETWORK_HINT, folder=folder)
        lock = folder / "package-lock.json"
        without = packages_without_hash(lock)
        if without:
            raise SetUpError(f"npm wrote no hash for: {', '.join(without)}. Run the same command again.")
        shutil.copy(lock, project)


def packages_without_hash(lock: Path) -> list[str]:
    """The packages of a package-lock.json that `npm ci` could not check."""
    packages = json.loads(lock.read_text())["packages"]
    return sorted(name for name, facts in packages.items() if name and "integrity" not in facts)


@explained
def main() -> int:
    """Write all lock files."""
    steps = [
        *python_steps(for_tests=True),
        Step("Locking Python packages", _lock_python, None),
        Step("Locking front-end packages", lock_node, None),
    ]
    run_steps(steps)
    print("Now run `make lint` and `make test`, and commit the lock files.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
