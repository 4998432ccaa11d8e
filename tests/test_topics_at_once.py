"""The weekly mail on topics is queued once for each reader, by two processes at once and by a killed one (bars R19)."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from scripts.steps import ROOT
from tests.support import demo_data

pytestmark = pytest.mark.crash

READERS = 60
EVERYBODY = [f"reader-{number}@people.example" for number in range(READERS)]
# All work as if it were noon of this week's Thursday.
BEGIN = """
import django, os, signal
django.setup()
from datetime import timedelta
from django.utils import timezone
from publications import digests

now = timezone.localtime().replace(hour=12)
thursday = now + timedelta(days=digests.THURSDAY - now.weekday())
"""
SEED = f"""{BEGIN}
from publications.models import Appearance, Subscriber
from publications.tests.factories import OutcomeFactory, OutcomeIndexFactory

page = OutcomeFactory(parent=OutcomeIndexFactory())
Appearance.objects.create(page_id=page.pk, since=thursday - timedelta(hours=1))
for number in range({READERS}):
    reader = Subscriber.objects.create(
        email=f"reader-{{number}}@people.example", wants_digest=True, told_until=thursday - timedelta(days=7)
    )
    reader.themes.add(page.theme)
"""
WORK = f"""{BEGIN}
while digests.queue_some(thursday):
    pass
"""
# Kills itself in the middle of a transaction.
KILLED = f"""{BEGIN}
real, count = digests.queue_mail, []

def queue_mail(**words):
    count.append(words)
    if len(count) == 25:
        os.kill(os.getpid(), signal.SIGKILL)
    real(**words)

digests.queue_mail = queue_mail
while digests.queue_some(thursday):
    pass
"""


@pytest.fixture
def data(tmp_path):
    """A portal's folder with an outcome that appeared today, and its followers."""
    folder = shutil.copytree(demo_data.migrated_folder(), tmp_path / "portal")
    assert start(folder, SEED).wait(300) == 0
    return folder


def start(data: Path, code: str) -> subprocess.Popen[bytes]:
    """A process that does this with that data."""
    env = demo_data.server_env(data, "", LOG_LEVEL="ERROR")
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=env)


def told(data: Path) -> list[str]:
    """To whom mail is queued."""
    with closing(sqlite3.connect(data / "portal.sqlite3")) as database:
        return sorted(address for (address,) in database.execute('SELECT "to" FROM outbox_message'))


def test_two_at_once_tell_each_reader_once(data):
    workers = [start(data, WORK) for _ in range(2)]
    assert [worker.wait(300) for worker in workers] == [0, 0]
    assert told(data) == sorted(EVERYBODY)


def test_one_that_is_killed_leaves_nobody_out_and_tells_nobody_twice(data):
    assert start(data, KILLED).wait(300) == -signal.SIGKILL
    assert told(data) == sorted(EVERYBODY[:20])  # two transactions of ten; the third left nothing
    assert start(data, WORK).wait(300) == 0
    assert told(data) == sorted(EVERYBODY)
