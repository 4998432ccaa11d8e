"""P7: 50,000 rows of the national register are previewed and applied quickly, in constant memory and few queries."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import File
from django.db import connection, transaction

from audit_forms.organisations.register.services import apply_import, preview_import
from audit_forms.organisations.tests.register_files import csv_bytes, many
from benchmarks.figures import Figure
from scripts.environment import child_env
from scripts.steps import ROOT

ROWS = 50_000
MEGABYTE = 1024 * 1024
# Started from a process that is small itself: the system counts what the starter held as the command's highest memory.
WATCH = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def measure() -> Iterator[Figure]:
    """The command as people run it, in a process and a database of its own; queries are counted in this one."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "register.csv"
        file.write_bytes(csv_bytes(many(ROWS)))
        env = child_env(DJANGO_SETTINGS_MODULE="portal.settings.local", DATA_DIR=f"{folder}/data")
        for words in (["migrate", "-v0"], ["createcachetable"]):
            subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True)
        for run in ("everything new", "nothing changed"):
            seconds, processor, megabytes = _import(file, env)
            yield Figure("P7", f"{ROWS:,} rows previewed and applied, {run}", seconds, "s", 30)
            yield Figure("P7", f"processor time of that, {run}", processor, "s", 30)
            yield Figure("P7", f"memory of that, {run}", megabytes, "MB", 200)
    few, more = _queries(2_000), _queries(4_000)
    yield Figure("P7", "queries for 1,000 more rows, previewed and applied", (more - few) / 2, "queries", 100)


def _import(file: Path, env: dict[str, str]) -> tuple[float, float, float]:
    """Seconds, seconds of the processor, and highest memory of one run of the command."""
    words = [sys.executable, "-c", WATCH, sys.executable, "manage.py", "import_register", str(file), "--all", "--apply"]
    started = time.perf_counter()
    finished = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - started
    processor, highest = map(float, finished.stdout.split()[-2:])
    in_kilobytes = sys.platform != "darwin"
    return seconds, processor, highest * (1024 if in_kilobytes else 1) / MEGABYTE


def _queries(rows: int) -> int:
    """How many queries an import of that many new schools takes; nothing of it stays."""
    count = 0

    def counted(execute, sql, params, many_rows, context):
        nonlocal count
        count += 1
        return execute(sql, params, many_rows, context)

    with tempfile.TemporaryFile() as file, transaction.atomic(), connection.execute_wrapper(counted):
        file.write(csv_bytes(many(rows, first_urn=2_000_000)))
        file.seek(0)
        made = preview_import(file=File(file, name="register.csv"), file_name="register.csv", la_code="", actor=None)
        apply_import(register_import=made, actor=None)
        transaction.set_rollback(True)
    return count
