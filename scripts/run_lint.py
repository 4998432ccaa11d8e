"""`make lint`: every check that needs no test run. All are run; the exit code tells whether any failed."""

import secrets
import subprocess
import sys
import time

from scripts.environment import VENV, child_env, python_steps
from scripts.steps import ROOT, explained, run_steps

BIN = VENV / "bin"


def checks() -> dict[str, list[str]]:
    """Each check by the name shown, with its command."""
    templates = [str(path) for path in sorted((ROOT / "templates").rglob("*.html"))]
    return {
        "ruff": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "imports point down": ["lint-imports"],
        "djhtml": ["djhtml", "--check", "--tabwidth", "2", *templates],
        "no migration missing": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
        "production settings": ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        "mypy": ["mypy"],
        "installed packages": ["pip", "check"],
    }


def production_env() -> dict[str, str]:
    """What production needs from its environment, made up for this run."""
    return child_env(
        DJANGO_SETTINGS_MODULE="portal.settings.production",
        SECRET_KEY=secrets.token_urlsafe(64),
        VAULT_KEY=secrets.token_urlsafe(32),
        ALLOWED_HOSTS="portal.example",
        CSRF_TRUSTED_ORIGINS="https://portal.example",
        BASE_URL="https://portal.example",
        EMAIL_URL="smtp://127.0.0.1:25",
        CLAMD_URL="off",
        DATA_DIR=str(ROOT / "var" / "lint"),
    )


@explained
def main() -> int:
    """Set up, run all checks, and return 1 when any of them failed."""
    run_steps(python_steps(for_tests=True))
    failed = [name for name, words in checks().items() if not _passes(name, words)]
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nAll checks passed.")
    return bool(failed)


def _passes(name: str, words: list[str]) -> bool:
    env = production_env() if name == "production settings" else child_env()
    started = time.monotonic()
    arguments = [str(BIN / words[0]), *words[1:]]
    finished = subprocess.run(arguments, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    verdict = "ok" if finished.returncode == 0 else "FAILED"
    print(f"{name:24}{verdict} ({time.monotonic() - started:.1f} s)", flush=True)
    if finished.returncode:
        print(finished.stdout + finished.stderr, flush=True)
    return finished.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
