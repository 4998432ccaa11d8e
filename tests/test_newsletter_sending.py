"""A newsletter reaches each reader once, whatever happens to the process that sends it (bars R8, R19).

The real `run_jobs --loop` sends to a real mail server; it is killed where it stands.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from scripts.steps import ROOT
from tests.support import demo_data
from tests.support.effort import trials
from tests.support.mail import Sink, mail_server

pytestmark = pytest.mark.crash
# A thorough run sends a whole county's; that takes some minutes.
READERS = trials(1_000, 20_000)
KILLS = 5
LONGEST_SECONDS = max(300, READERS // 20)
JOBS = [sys.executable, "manage.py", "run_jobs", "--loop"]
BEGIN = """
import sys
import django
django.setup()
from portal.accounts.tests.factories import UserFactory
from publications.models import NewsletterPage, Subscriber
from publications.services.mailing import prepare, start
from publications.tests.factories import NewsletterFactory, NewsletterIndexFactory
page = NewsletterFactory(parent=NewsletterIndexFactory())
page.save_revision().publish()
Subscriber.objects.bulk_create(Subscriber(email=f"reader{number}@people.example") for number in range(int(sys.argv[1])))
editor = UserFactory(editor=True)
start(mailing=prepare(newsletter=NewsletterPage.objects.get(pk=page.pk), actor=editor), actor=editor)
"""


class Newsletter:
    """A portal in which a mailing has begun, and the processes that send it."""

    def __init__(self, data: Path, port: int, readers: int) -> None:
        self.data, self.readers = data, readers
        self.env = demo_data.server_env(data, "", EMAIL_URL=f"smtp://127.0.0.1:{port}", LOG_LEVEL="ERROR")
        self.env["DJANGO_SETTINGS_MODULE"] = "portal.settings.local"
        subprocess.run([sys.executable, "-c", BEGIN, str(readers)], cwd=ROOT, env=self.env, check=True)

    @property
    def addresses(self) -> set[str]:
        """Everybody who must get it."""
        return {f"reader{number}@people.example" for number in range(self.readers)}

    def sender(self) -> subprocess.Popen[bytes]:
        """The background jobs, as beside a real server."""
        return subprocess.Popen(JOBS, cwd=ROOT, env=self.env, process_group=0)

    def ask(self, query: str) -> str:
        """One value of the database."""
        with closing(sqlite3.connect(self.data / "portal.sqlite3", timeout=30)) as database:
            return str(database.execute(query).fetchone()[0])

    def let_leases_end(self) -> None:
        """As if the lease's five minutes had passed."""
        with closing(sqlite3.connect(self.data / "portal.sqlite3", timeout=30)) as database, database:
            database.execute("UPDATE outbox_message SET next_try_at = queued_at WHERE sent_at IS NULL")

    def is_sent(self) -> bool:
        """Whether the mailing has ended."""
        return self.ask("SELECT status FROM publications_mailing") == "sent"


def kill(sender: subprocess.Popen[bytes]) -> None:
    """No handler runs, nothing is flushed."""
    os.killpg(sender.pid, signal.SIGKILL)
    sender.wait()


def wait_until(condition) -> None:
    give_up = time.monotonic() + LONGEST_SECONDS
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.01)


@contextmanager
def running(*senders: subprocess.Popen[bytes]):
    try:
        yield
    finally:
        for sender in senders:
            kill(sender)


@pytest.fixture
def data(tmp_path):
    return shutil.copytree(demo_data.migrated_folder(), tmp_path / "portal")


def test_a_sender_killed_five_times_loses_nobody_and_repeats_at_most_one_mail_a_kill(data):
    sink = Sink()
    with mail_server(sink) as port:
        newsletter = Newsletter(data, port, READERS)
        for turn in range(1, KILLS + 1):
            sender = newsletter.sender()
            wait_until(lambda reached=turn: len(sink.received) >= reached * READERS // (KILLS + 1))
            kill(sender)
            newsletter.let_leases_end()
        with running(newsletter.sender()):
            wait_until(newsletter.is_sent)
    repeated = len(sink.addresses) - READERS
    print(f"\n{KILLS} kills, {READERS - len(set(sink.addresses))} lost, {repeated} repeated")
    assert set(sink.addresses) == newsletter.addresses
    assert repeated <= KILLS
    assert max(sink.counted.values()) <= 2
    assert newsletter.ask("SELECT count(*) FROM publications_delivery WHERE status = 'sent'") == str(READERS)
    assert newsletter.ask("SELECT count(*) FROM outbox_message") == "0"
    assert newsletter.ask("PRAGMA integrity_check") == "ok"


def test_two_schedulers_at_once_send_each_mail_once(data):
    sink = Sink()
    with mail_server(sink) as port:
        newsletter = Newsletter(data, port, 300)
        with running(newsletter.sender(), newsletter.sender()):
            wait_until(newsletter.is_sent)
    assert sink.counted == dict.fromkeys(newsletter.addresses, 1)
