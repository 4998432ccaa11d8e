"""Databases that tests start from: built once for each state of the code, then copied."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.environment import APPS
from scripts.steps import ROOT

KEPT = ROOT / "var" / "test-databases"
Commands = tuple[tuple[str, ...], ...]
MIGRATE = (("migrate", "--noinput"), ("createcachetable",))
FILL = (("load_editions",), ("load_demo",))


def server_env(data: Path, database_url: str, **extra: str) -> dict[str, str]:
    """The environment of a server or command that works on this data and nothing else."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.local", "DATA_DIR": str(data), **extra}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env.pop("DATABASE_URL", None)
    if database_url:
        env["DATABASE_URL"] = database_url
    return env


def prepare(data: Path, database_url: str = "", commands: Commands = (*MIGRATE, *FILL)) -> None:
    """Migrate the database and fill it as `make run` does."""
    data.mkdir(parents=True, exist_ok=True)
    for command in commands:
        manage(data, database_url, *command)


def manage(data: Path, database_url: str, *arguments: str, **extra: str) -> str:
    """Run a management command on this data and return what it printed; fails loudly."""
    finished = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=server_env(data, database_url, **extra), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if finished.returncode:
        raise AssertionError(f"manage.py {' '.join(arguments)} failed:\n{finished.stdout}\n{finished.stderr}")
    return finished.stdout


def demo_folder() -> Path:
    """The folder with the finished SQLite demo database and its files."""
    sources = [path for app in APPS for pattern in ("*.py", "*.yaml", "*.json") for path in app.rglob(pattern)]
    return _kept("demo", [path for path in sources if "tests" not in path.parts], FILL, above=migrated_folder())


def migrated_folder() -> Path:
    """The folder with a SQLite database that has all tables and no content but what migrations write."""
    migrations = [path for app in APPS for path in app.rglob("migrations/*.py")]
    return _kept("migrated", [*migrations, *(ROOT / "portal" / "settings").glob("*.py")], MIGRATE)


def _kept(kind: str, sources: Iterable[Path], commands: Commands, above: Path | None = None) -> Path:
    """Build a folder, empty or a copy of `above` at first, once for each state of its sources; others wait for it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    folder = KEPT / f"{kind}-{_digest(sources)}"
    with _lock(KEPT / f"{kind}.lock"):
        if not folder.exists():
            for old in KEPT.glob(f"{kind}-*"):
                shutil.rmtree(old)
            building = KEPT / f"{kind}-building"
            if above:
                shutil.copytree(above, building)
            prepare(building, commands=commands)
            _close_write_ahead_log(building / "portal.sqlite3")
            building.rename(folder)
    return folder


def _close_write_ahead_log(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _digest(sources: Iterable[Path]) -> str:
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(sources):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    shutil.copytree(demo_folder(), sys.argv[1])
