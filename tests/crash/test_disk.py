"""A disk full or read-only, and no descriptors left: nothing typed is lost, nothing is half written (bars R7)."""

import contextlib
import html
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.crash.writers import SECTION, Writer, prepare
from tests.support.server import PortalServer

pytestmark = pytest.mark.crash
DISK = "64m"
DESCRIPTORS = 64
SAVES, UPLOADS = 200, 20
BACK_WITHIN_SECONDS = 60
BLOCK = 64 * 1024
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
HONEST = "We could not save your answers just now. They are still on this page"
# So that each request also wants to write down when the person was last there.
AGE_SESSIONS = """
from importlib import import_module
from django.conf import settings
from django.contrib.sessions.models import Session
Store = import_module(settings.SESSION_ENGINE).SessionStore
for row in Session.objects.all():
    store = Store(row.session_key)
    store["seen_at"] = store["seen_at"] - 300
    store.save()
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 MB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("This machine lets the tests mount no disk of their own")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def server_on(small_disk: Path, demo_folder: Path, tmp_path: Path) -> Iterator[PortalServer]:
    """A portal whose data lies on the small disk and whose log does not."""
    shutil.copytree(demo_folder, small_disk / "data")
    server = PortalServer(small_disk / "data")
    server.log_file = tmp_path / "server.log"
    yield server
    server.kill()


@dataclass
class Person:
    """Somebody who types into a section's page without JavaScript, and what became of it."""

    writer: Writer
    saved: list[str] = field(default_factory=list)
    kept: int = 0
    wrong: list[str] = field(default_factory=list)

    def send(self, path: str, fields: dict[str, str], file: bytes = b"") -> tuple[int, str]:
        """Post a form, with a file where there is one; returns the status and the page."""
        fields = fields | {"csrfmiddlewaretoken": self.writer.token()}
        kind, body = "application/x-www-form-urlencoded", urllib.parse.urlencode(fields).encode()
        if file:
            kind, body = _multipart(fields, file)
        headers = {"Content-Type": kind, "Referer": self.writer.base_url}
        request = urllib.request.Request(self.writer.base_url + path, body, headers)
        try:
            with self.writer.opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()

    def save(self, text: str) -> bool:
        """Save a text by the section's own button; it is either stored or still in its box under an honest word."""
        question, path = self.writer.questions[0], f"/returns/{self.writer.reference}/section/{SECTION}/"
        mark = self.writer.marks[question]
        fields = {f"{question}.text": text, "leave": "1", **{f"{question}.{name}": mark[name] for name in mark}}
        status, page = self.send(path, fields)
        if status == 200 and HONEST not in page:
            self.saved.append(text)
            self.writer.read_marks()
            return True
        if status == 503 and HONEST in page and f"{html.escape(text)}</textarea>" in page:
            self.kept += 1
        else:
            self.wrong.append(f"{status}: {re.sub('<[^>]+>', ' ', page)[-300:]}")
        return False

    def upload(self, title: str) -> None:
        """Offer a file as evidence; without room the page says so and the title is still in its box."""
        path = f"/returns/{self.writer.reference}/evidence/{self.writer.questions[0]}/"
        status, page = self.send(path, {"kind": "file", "file-title": title}, PDF)
        if status in {200, 503} and "There is a problem" in page and f'value="{title}"' in page:
            self.kept += 1
        else:
            self.wrong.append(f"upload {status}: {re.sub('<[^>]+>', ' ', page)[-300:]}")


def _multipart(fields: dict[str, str], file: bytes) -> tuple[str, bytes]:
    mark = b"----a-mark-between-parts"
    parts = [
        b'--%b\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n' % (mark, name.encode(), value.encode())
        for name, value in fields.items()
    ]
    head = b'--%b\r\nContent-Disposition: form-data; name="file-file"; filename="policy.pdf"\r\n' % mark
    parts.append(head + b"Content-Type: application/pdf\r\n\r\n" + file + b"\r\n--" + mark + b"--\r\n")
    return f"multipart/form-data; boundary={mark.decode()}", b"".join(parts)


def person_at(server: PortalServer, under: Sequence[str] = ()) -> Person:
    """Somebody signed in on the running server, whose first save went through."""
    writer = prepare(server, 1)[0]
    server.start(under=under)
    writer.sign_in()
    writer.read_marks()
    person = Person(writer)
    assert person.save("before"), person.wrong
    return person


def fill(disk: Path) -> Path:
    """Write until nothing more goes in; returns what takes up the room."""
    ballast = disk / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * BLOCK)
    with contextlib.suppress(OSError), ballast.open("ab", buffering=0) as file:
        while True:
            file.write(b"x")
    return ballast


def saves_again(person: Person) -> float:
    """Seconds until a save goes through."""
    started = time.monotonic()
    while time.monotonic() - started < BACK_WITHIN_SECONDS:
        with contextlib.suppress(OSError):
            if person.save("after"):
                return time.monotonic() - started
        time.sleep(0.5)
    raise AssertionError(f"Nothing could be saved {BACK_WITHIN_SECONDS} s after the trouble had ended: {person.wrong}")


def check_whole(server: PortalServer, person: Person) -> None:
    """The database is sound, holds the last text that was acknowledged, and no file is left half written."""
    with contextlib.closing(sqlite3.connect(server.data / "portal.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        texts = {row[0] for row in database.execute("SELECT text FROM returns_answer")}
    assert person.saved[-1] in texts
    assert [path for path in (server.data / "tmp").rglob("*") if path.is_file()] == []
    assert "unmatched" not in server.manage("shell", "-c", UNMATCHED)


UNMATCHED = """
from audit_forms.returns.files.storage import find_unmatched
from django.utils import timezone
found = find_unmatched(timezone.now())
print("unmatched" if found.rows or found.files else "whole")
"""


def test_a_full_disk_loses_nothing_that_was_typed(server_on, small_disk):
    person = person_at(server_on)
    server_on.manage("shell", "-c", AGE_SESSIONS)
    ballast = fill(small_disk)
    for number in range(SAVES):
        person.save(f"typed on a full disk, {number}")
    for number in range(UPLOADS):
        person.upload(f"Policy {number}")
    assert person.wrong == []
    assert person.kept > UPLOADS, "The disk was never full."
    ballast.unlink()
    print(f"\n{person.kept} kept on the page, {len(person.saved)} saved, again after {saves_again(person):.1f} s")
    check_whole(server_on, person)


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing below the folder may be written while this lasts."""
    modes = {path: path.stat().st_mode for path in [folder, *folder.rglob("*")]}
    for path, mode in modes.items():
        path.chmod(mode & ~0o222)
    yield
    for path, mode in modes.items():
        path.chmod(mode)


def test_read_only_data_loses_nothing_that_was_typed(new_server, tmp_path):
    server = new_server()
    server.log_file = tmp_path / "server.log"
    # Even root obeys the modes of files without this one power.
    power = "-dac_override,-dac_read_search"
    obeying = ["setpriv", "--bounding-set", power, "--inh-caps", power] if os.geteuid() == 0 else []
    if obeying and shutil.which("setpriv") is None:
        pytest.skip("Root may write everywhere, and setpriv is not there to forbid it")
    person = person_at(server, obeying)
    with read_only(server.data):
        for number in range(UPLOADS):
            person.save(f"typed on read-only data, {number}")
        for number in range(UPLOADS):
            person.upload(f"Policy {number}")
    assert person.wrong == []
    saves_again(person)
    check_whole(server, person)


def test_without_descriptors_the_portal_recovers_by_itself(new_server):
    server = new_server()
    person = person_at(server, ["sh", "-c", f'ulimit -n {DESCRIPTORS}; exec "$@"', "sh"])
    idle = []
    for _ in range(4 * DESCRIPTORS):
        with contextlib.suppress(OSError):
            idle.append(socket.create_connection(("127.0.0.1", server.port), timeout=0.1))
            idle[-1].sendall(b"GET / HTTP/1.1\r\n")
    assert len(idle) > DESCRIPTORS
    for each in idle:
        each.close()
    saves_again(person)
    check_whole(server, person)
