"""A real portal: the same gunicorn as `make run`, in its own process group, over its own copy of the demo data."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from scripts.steps import ROOT
from tests.support import demo_data

GUNICORN = [sys.executable, "-m", "gunicorn", "portal.wsgi:application"]
JOBS = [sys.executable, "manage.py", "run_jobs", "--loop"]
START_LIMIT_SECONDS = 30


class PortalServer:
    """Start, stop and kill the portal as often as a test likes; the data in `data` and the address stay the same."""

    def __init__(self, data: Path, database_url: str = "", **env: str) -> None:
        self.data = data
        self.database_url = database_url
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.env = demo_data.server_env(data, database_url, PORT=str(self.port), BASE_URL=self.base_url, **env)
        self.log_file = data / "server.log"
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, *, jobs: bool = False, under: Sequence[str] = ()) -> None:
        """Start the server and wait for its answer.

        With `jobs` the background jobs run in its process group; `under` is a command that watches the server.
        """
        server = self._spawn([*under, *GUNICORN], process_group=0)
        if jobs:
            self._spawn(JOBS, process_group=server.pid)
        give_up = time.monotonic() + START_LIMIT_SECONDS
        while not self.is_ready():
            if server.poll() is not None or time.monotonic() > give_up:
                self.kill()
                raise AssertionError(f"The server did not start:\n{self.log}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End it politely, as an operator would."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL the whole process group: no handler runs, nothing is flushed."""
        self._end(signal.SIGKILL)

    def is_ready(self) -> bool:
        """Whether it answers requests."""
        try:
            with urllib.request.urlopen(f"{self.base_url}/healthz", timeout=5):
                return True
        except urllib.error.HTTPError as error:
            error.close()
            return False
        except OSError:
            return False

    def manage(self, *arguments: str) -> str:
        """Run a management command on the server's data and return what it printed."""
        return demo_data.manage(self.data, self.database_url, *arguments)

    @property
    def log(self) -> str:
        """What the server and its jobs have printed so far."""
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    def _spawn(self, words: list[str], **group: object) -> subprocess.Popen[bytes]:
        with self.log_file.open("ab") as log:
            process = subprocess.Popen(
                words, cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **group
            )
        self._processes.append(process)
        return process

    def _end(self, number: signal.Signals) -> None:
        if not self._processes:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._processes[0].pid, number)
        for process in self._processes:
            process.wait(timeout=START_LIMIT_SECONDS)
        self._processes.clear()


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
