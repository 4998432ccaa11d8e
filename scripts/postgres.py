"""A throwaway PostgreSQL for tests, from the binaries of the system, with fsync on as in production."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

FOLDERS = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin")
USER = "portal"
START_ATTEMPTS = 10


def find_postgres() -> Path | None:
    """The folder with initdb, pg_ctl and postgres, the newest where there are several."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    for pattern in FOLDERS:
        found += sorted(Path("/").glob(pattern.lstrip("/")), key=_version, reverse=True)
    return next((folder for folder in found if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def _version(folder: Path) -> int:
    digits = "".join(letter for letter in folder.parent.name if letter.isdigit())
    return int(digits or 0)


class PostgresCluster:
    """A cluster in a temporary folder on a free port of this machine, with a password of its own.

    PostgreSQL refuses to run as root, so root starts it as the user `postgres`, or `nobody` where that is missing.
    """

    def __init__(self, binaries: Path) -> None:
        self.binaries = binaries
        # Not the system's default, which on macOS is too long a path for a socket.
        self.folder = Path(tempfile.mkdtemp(prefix="portal-pg-", dir="/tmp"))
        self.data = self.folder / "data"
        self.port = _free_port()
        self.password = secrets.token_urlsafe(16)
        self.owner = _unprivileged_user() if os.geteuid() == 0 else None
        password_file = self.folder / "password"
        password_file.write_text(self.password)
        if self.owner:
            os.chown(self.folder, self.owner.pw_uid, self.owner.pw_gid)
            os.chown(password_file, self.owner.pw_uid, self.owner.pw_gid)
        options = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", f"--username={USER}", "--no-sync"]
        self._run("initdb", f"--pgdata={self.data}", f"--pwfile={password_file}", *options)

    def start(self) -> None:
        """Start the server and wait until it answers; after a kill, until the old one's children are gone."""
        settings = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        limits = "-c max_connections=200 -c shared_buffers=64MB -c fsync=on -c synchronous_commit=on"
        arguments = [f"--log={self.folder / 'log'}", "--wait", f"--options={settings} {limits}", "start"]
        for attempt in range(START_ATTEMPTS):
            try:
                self._run("pg_ctl", f"--pgdata={self.data}", *arguments)
                return
            except RuntimeError:
                if attempt == START_ATTEMPTS - 1:
                    raise
                time.sleep(0.5)

    def stop(self) -> None:
        """Stop the server at once, ending every connection."""
        self._run("pg_ctl", f"--pgdata={self.data}", "--mode=fast", "--wait", "stop")

    def kill(self) -> None:
        """SIGKILL to the server, as when the machine's memory runs out; its children end by themselves."""
        os.kill(self.server_pid, signal.SIGKILL)

    @property
    def server_pid(self) -> int:
        """The process id of the running server."""
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def url(self, database: str = "postgres") -> str:
        """DATABASE_URL of one database of this cluster."""
        return f"postgres://{USER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def create_database(self, name: str, template: str = "template0") -> str:
        """Create a database, a copy of the template where one is named, and return its address."""
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database together with its connections."""
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def execute(self, statement: str) -> str:
        """Run one statement as the owner and return what it prints."""
        arguments = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "-v", "ON_ERROR_STOP=1"]
        return self._run(*arguments, "--command", statement, self.url())

    def remove(self) -> None:
        """Stop the server if it runs and delete everything."""
        if (self.data / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> str:
        identity: dict[str, Any] = {}
        if self.owner:
            identity = {"user": self.owner.pw_uid, "group": self.owner.pw_gid, "extra_groups": []}
        # Output goes to a file: the server inherits it and would keep a pipe open for as long as it runs.
        with tempfile.TemporaryFile() as output:
            finished = subprocess.run(
                [str(self.binaries / program), *arguments],
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, check=False,
                **identity,
            )  # fmt: skip
            output.seek(0)
            printed = output.read().decode(errors="replace")
        if finished.returncode:
            raise RuntimeError(f"{program} ended with code {finished.returncode}:\n{printed}")
        return printed


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _unprivileged_user() -> pwd.struct_passwd:
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]
