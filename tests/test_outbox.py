"""Mail leaves once, whatever happens to the sender or the mail server (bars R8, R19)."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from scripts.steps import ROOT
from tests.support import demo_data
from tests.support.mail import Sink, free_port, mail_server

pytestmark = pytest.mark.crash

SENDER = "import django; django.setup(); from portal.outbox.sending import send_due; send_due()"
# A sender that kills itself when it comes to a step of a message for the nth time, before the step is taken.
KILLED_SENDER = """
import django, itertools, os, signal
django.setup()
from portal.outbox import sending

real, count = sending.{step}, itertools.count(1)

def step(message):
    if next(count) == {nth}:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(message)

sending.{step} = step
sending.send_due()
"""
# As Django writes it: six digits after the second.
NOW = "strftime('%Y-%m-%d %H:%M:%f000', 'now')"


class Outbox:
    """A portal's database with mail waiting in it, and processes that send it."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def queue(self, count: int) -> list[str]:
        """Queue that many messages, each to an address of its own."""
        addresses = [f"person{number}@people.example" for number in range(count)]
        statement = (
            'INSERT INTO outbox_message ("to", subject, text, html, headers, list_key, queued_at, next_try_at, tries, '
            f"last_error) VALUES (?, 'Hello', 'Text', '<p>Text</p>', '{{}}', '', {NOW}, {NOW}, 0, '')"
        )
        with closing(sqlite3.connect(self.data / "portal.sqlite3")) as database, database:
            database.executemany(statement, [(address,) for address in addresses])
        return addresses

    def unsent(self) -> int:
        """How many wait."""
        with closing(sqlite3.connect(self.data / "portal.sqlite3")) as database:
            return database.execute("SELECT count(*) FROM outbox_message WHERE sent_at IS NULL").fetchone()[0]

    def let_leases_end(self) -> None:
        """As if the lease's five minutes had passed."""
        with closing(sqlite3.connect(self.data / "portal.sqlite3")) as database, database:
            database.execute(f"UPDATE outbox_message SET next_try_at = {NOW} WHERE sent_at IS NULL")

    def sender(self, port: int, code: str = SENDER) -> subprocess.Popen[bytes]:
        """Start a process that sends what is due to that port, and ends."""
        env = demo_data.server_env(self.data, "", EMAIL_URL=f"smtp://127.0.0.1:{port}", LOG_LEVEL="ERROR")
        return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=env)


@pytest.fixture
def outbox(tmp_path):
    return Outbox(shutil.copytree(demo_data.migrated_folder(), tmp_path / "portal"))


def wait_until(condition, seconds=60):
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def test_two_senders_at_once_never_send_the_same_message(outbox):
    addresses = outbox.queue(150)
    sink = Sink(delay=0.005)
    with mail_server(sink) as port:
        senders = [outbox.sender(port) for _ in range(2)]
        assert [sender.wait(120) for sender in senders] == [0, 0]
    assert sink.counted == dict.fromkeys(addresses, 1)
    assert outbox.unsent() == 0


@pytest.mark.parametrize(
    ("step", "taken", "repeated"),
    [("_claim", 7, 1), ("_email", 7, 0), ("_note_success", 8, 1)],
    ids=["before the next is claimed", "before one is handed over", "after one was taken"],
)
def test_sender_killed_at_any_step_loses_nothing_and_repeats_what_was_taken(outbox, step, taken, repeated):
    addresses = outbox.queue(20)
    sink = Sink()
    with mail_server(sink) as port:
        killed = outbox.sender(port, KILLED_SENDER.format(step=step, nth=8))
        assert killed.wait(120) == -signal.SIGKILL
        assert len(sink.addresses) == taken
        assert outbox.sender(port).wait(120) == 0
        # What the dead process held is left alone until its lease ends, in case it was only slow.
        assert outbox.unsent() == 1
        assert len(sink.addresses) == 19 + repeated
        outbox.let_leases_end()
        assert outbox.sender(port).wait(120) == 0
    assert set(sink.addresses) == set(addresses)
    assert len(sink.addresses) == len(addresses) + repeated
    assert outbox.unsent() == 0


@pytest.mark.parametrize("after", [1, 20, 39])
def test_sender_killed_at_any_moment_loses_nothing_and_repeats_at_most_one(outbox, after):
    addresses = outbox.queue(60)
    sink = Sink(delay=0.02)
    with mail_server(sink) as port:
        sender = outbox.sender(port)
        wait_until(lambda: len(sink.received) >= after)
        sender.send_signal(signal.SIGKILL)
        sender.wait()
        assert outbox.sender(port).wait(120) == 0
        # It held one message, or none when the kill fell between two, or when all had left already.
        assert outbox.unsent() <= 1
        outbox.let_leases_end()
        assert outbox.sender(port).wait(120) == 0
    assert set(sink.addresses) == set(addresses)
    assert len(sink.addresses) <= len(addresses) + 1
    assert outbox.unsent() == 0


def test_mail_waits_for_a_dead_server_and_then_goes_once(outbox):
    addresses = outbox.queue(30)
    port = free_port()
    assert outbox.sender(port).wait(120) == 0
    assert outbox.unsent() == 30
    sink = Sink()
    with mail_server(sink, port):
        outbox.let_leases_end()
        assert outbox.sender(port).wait(120) == 0
    assert sink.counted == dict.fromkeys(addresses, 1)
