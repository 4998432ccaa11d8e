"""`make test`: set up, then run every test: on SQLite, on PostgreSQL, and against a real server with a real browser."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from scripts.browser import apt_install, find_chromium, install_chromium
from scripts.environment import PYTHON, asset_steps, child_env, manage, python_steps
from scripts.office import PACKAGES, find_office, install_office
from scripts.postgres import PostgresCluster, find_postgres
from scripts.steps import ROOT, explained, run_steps

APPS = ["portal", "home", "publications", "audit_forms"]
QUICK = "not browser and not crash and not matrix"
DATA_LAYER = f"{QUICK} and not pages and not pure"
PARALLEL = ["-n", "auto", "--maxprocesses", "4"]
NO_TESTS_COLLECTED = 5
TEMPLATE = "portal_migrated"


@dataclass
class Stage:
    """One run of pytest: what it is called, its arguments and its environment."""

    title: str
    arguments: list[str]
    env: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    code: int = 0

    def run(self) -> None:
        """Run it with its output visible."""
        print(f"\n=== {self.title} ===", flush=True)
        started = time.monotonic()
        words = [str(PYTHON), "-m", "pytest", *self.arguments]
        self.code = subprocess.run(words, cwd=ROOT, env=child_env(**self.env), check=False).returncode
        self.seconds = time.monotonic() - started


@explained
def main() -> int:
    """Set up, run all stages, and return 1 when any of them failed or, under CI, could not be had."""
    run_steps([*python_steps(for_tests=True), *asset_steps(for_tests=True)])
    browser, postgres, office = _browser(), _postgres(), find_office() or install_office()
    tools = {"a browser": browser, "PostgreSQL": postgres, "LibreOffice": office}
    # strace sees what the server asks of the system (there is none for macOS); poppler reads our PDFs.
    tools |= {"strace": _command("strace", "strace"), "poppler": _command("pdftotext", "poppler-utils")}
    # The W3C's checker of markup runs in it.
    tools |= {"Java": _command("java", "default-jre-headless")}
    missing = [name for name, found in tools.items() if not found]
    if missing:
        _warn(missing)
        if os.environ.get("CI") == "true":
            return 1
    stages = _run_stages(browser, postgres)
    _summarise(stages)
    if missing:
        _warn(missing)
    return int(any(stage.code for stage in stages))


def _browser() -> str | None:
    return find_chromium() or install_chromium(PYTHON, child_env())


def _postgres() -> Path | None:
    return find_postgres() or (find_postgres() if apt_install("postgresql") else None)


def _command(name: str, package: str) -> str | None:
    """Where that command is, installed from the Debian package where it was missing."""
    return shutil.which(name) or (shutil.which(name) if apt_install(package) else None)


def _run_stages(browser: str | None, postgres: Path | None) -> list[Stage]:
    cluster = PostgresCluster(postgres) if postgres else None
    try:
        env = {"CHROMIUM": browser or ""}
        stages = [Stage("Quick tests on SQLite", [*PARALLEL, "-m", QUICK], env)]
        if cluster:
            on_postgres = {**env, **_start(cluster)}
            stages.append(Stage("Data layer on PostgreSQL", [*PARALLEL, "-m", DATA_LAYER, *APPS], on_postgres))
        matrix = [*PARALLEL, "-m", "matrix", "tests"]
        stages.append(Stage("Who may do what: every route as every role", matrix, env))
        real = ["-n", "2", "--dist", "loadfile", "-m", "browser or crash", "tests"]
        stages.append(Stage("Real server: browser journeys and crashes", real, env))
        for stage in stages:
            stage.run()
        return stages
    finally:
        if cluster:
            cluster.remove()


def _start(cluster: PostgresCluster) -> dict[str, str]:
    """Start it with a migrated template that each test process copies; returns the settings that lead there."""
    print("\nStarting a throwaway PostgreSQL and migrating it.", flush=True)
    cluster.start()
    migrated = cluster.create_database(TEMPLATE)
    manage("migrate", "--noinput", hint="The migrations do not run on PostgreSQL.", DATABASE_URL=migrated)
    return {"DATABASE_URL": cluster.url(), "TEST_TEMPLATE": TEMPLATE}


def _summarise(stages: list[Stage]) -> None:
    print("\n=== Summary ===")
    for stage in stages:
        verdict = "no test ran" if stage.code == NO_TESTS_COLLECTED else "FAILED" if stage.code else "passed"
        print(f"{stage.title:45} {verdict} in {stage.seconds:.0f} s")


def _warn(missing: list[str]) -> None:
    line = "!" * 78
    print(f"\n{line}\nNOT TESTED with {' and '.join(missing)}: not found, and could not be installed.")
    print(
        f"Debian, Ubuntu:  sudo apt-get install chromium postgresql {' '.join(PACKAGES)} strace poppler-utils "
        "default-jre-headless"
    )
    print("macOS:           brew install --cask chromium libreoffice; brew install postgresql@16 poppler openjdk")
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
