"""P7: fifty thousand rows of the national register are previewed and applied quickly and in little memory."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from audit_forms.organisations.tests.register_files import csv_bytes, many
from benchmarks.figures import Figure
from scripts.steps import ROOT
from tests.support import demo_data

ROWS = 50_000


def measure() -> Iterator[Figure]:
    """Time and memory of the whole command, from reading the file to the last row written."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "register.csv"
        file.write_bytes(csv_bytes(many(ROWS)))
        data = Path(folder) / "portal"
        demo_data.prepare(data, commands=demo_data.MIGRATE)
        words = [sys.executable, "manage.py", "import_register", str(file), "--all", "--apply"]
        started = time.perf_counter()
        process = subprocess.Popen(
            words, cwd=ROOT, env=demo_data.server_env(data, ""), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        assert status == 0, f"import_register ended with {status}"
        megabytes = used.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
        yield Figure("P7", f"{ROWS:,} rows previewed and applied", seconds, "s", 30)
        yield Figure("P7", "memory of the whole process", megabytes, "MB", 200)
