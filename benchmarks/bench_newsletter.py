"""P8: a newsletter to 20,000 people, each with their own links, handed to a mail server on this machine.

On a database of its own with the settings of one machine (WAL, every commit synced). The mail server is another process
and only reads; the sender's own processor time says what one core can do. Beside it stand what the machine itself
allows: the same mails handed over by `smtplib` alone, and commits of one row.
"""

import re
import shutil
import socketserver
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from scripts.steps import ROOT
from tests.support import demo_data

READERS = 20_000
LEAST_A_SECOND = 200
# Of the sender's peak memory between 2,000 mails and all of them.
MOST_GROWTH = 1.1

SEND = """
import resource, smtplib, sys, time
import django
django.setup()
from django.conf import settings
from django.db import connection
from portal.accounts.tests.factories import UserFactory
from portal.models import Job
from portal.outbox.models import Message
from portal.outbox.sending import _email
from publications import deliveries
from publications.models import Delivery, Mailing, NewsletterPage, Subscriber
from publications.services.mailing import prepare, start
from home.tests.factories import home_page
from publications.demo import load_publications_demo

readers, port = int(sys.argv[1]), int(sys.argv[2])
load_publications_demo(home_page())
page = NewsletterPage.objects.newest_first()[0]
Subscriber.objects.bulk_create(
    (Subscriber(email=f"reader{number}@people.example") for number in range(readers)), batch_size=1_000
)
editor = UserFactory(editor=True)
mailing = start(mailing=prepare(newsletter=page, actor=editor), actor=editor)

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

early = None
began, worked = time.perf_counter(), time.process_time()
while Mailing.objects.sending().exists():
    deliveries.send_newsletters()
    if early is None and Delivery.objects.filter(status="sent").count() >= 2_000:
        early = peak()
took, worked = time.perf_counter() - began, time.process_time() - worked
assert Delivery.objects.filter(status="sent").count() == readers
print("took", took, "worked", worked, "early", early or peak(), "late", peak())

raw = _email(Message(pk=1, to="a@people.example", subject="S", text=mailing.text, html=mailing.html)).message()
raw = raw.as_bytes(linesep="\\r\\n")
began = time.perf_counter()
with smtplib.SMTP("127.0.0.1", port) as server:
    for _ in range(1_000):
        server.sendmail("portal@demo.example", ["a@people.example"], raw)
print("bare", 1_000 / (time.perf_counter() - began))
job = Job.objects.create(name="measured")
began = time.perf_counter()
for number in range(500):
    Job.objects.filter(pk="measured").update(last_error=str(number))
print("commits", 500 / (time.perf_counter() - began))
"""


class ReadingServer(socketserver.StreamRequestHandler):
    """Just enough SMTP to take mail and forget it, at next to no cost."""

    def handle(self) -> None:
        """One conversation."""
        self.wfile.write(b"220 measuring\r\n")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                for text in self.rfile:
                    if text == b".\r\n":
                        break
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 measuring\r\n")


def measure(readers: int = READERS) -> Iterator[Figure]:
    """Mails a second of the sender's processor time and by the clock, and whether its memory grows."""
    folder = Path(tempfile.mkdtemp())
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), ReadingServer)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        figures = _send(
            shutil.copytree(demo_data.migrated_folder(), folder / "portal"), readers, server.server_address[1]
        )
    finally:
        server.shutdown()
        server.server_close()
        shutil.rmtree(folder)
    by_clock, by_core = readers / figures["took"], readers / figures["worked"]
    print(f"     references: {figures['bare']:.0f} bare hand-overs and {figures['commits']:.0f} commits a second")
    first, second = by_clock / figures["bare"], by_clock / figures["commits"]
    print(f"     by the clock {first:.2f} of the first, {second:.2f} of the second")
    what = f"mails a second of one core, newsletter to {readers:,}"
    yield Figure("P8", what, by_core, "a second", LEAST_A_SECOND, at_least=True)
    yield Figure("P8", "the same by the clock", by_clock, "a second", LEAST_A_SECOND, at_least=True)
    growth = figures["late"] / figures["early"]
    what = f"its memory at the end ({figures['late']:.0f} MB) against 2,000 mails"
    yield Figure("P8", what, growth, "times", MOST_GROWTH)


def _send(data: Path, readers: int, port: int) -> dict[str, float]:
    env = demo_data.server_env(data, "", EMAIL_URL=f"smtp://127.0.0.1:{port}", LOG_LEVEL="ERROR")
    words = [sys.executable, "-c", SEND, str(readers), str(port)]
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stderr)
    return {name: float(value) for name, value in re.findall(r"(\w+) ([\d.]+)", done.stdout)}
