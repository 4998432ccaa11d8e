"""Publishing while people read: nobody who asks afterwards is shown what was there before (bars P1)."""

import http.client
import re
import subprocess
import sys
import threading
from urllib.parse import urlsplit

import pytest

from scripts.steps import ROOT
from tests.support import demo_data
from tests.support.effort import trials
from tests.support.server import PortalServer

READERS = 8
TIMES = trials(12, 40)
PATHS = ("/audit-outcomes/neglect-two-years-on/", "/audit-outcomes/")
# Publishes again and again, and says so after each commit.
PUBLISH = f"""
import time, django
django.setup()
from publications.models import AuditOutcomePage
for number in range(1, {TIMES} + 1):
    page = AuditOutcomePage.objects.get(slug="neglect-two-years-on")
    page.finding = f"Finding number {{number}} of the test"
    page.save_revision().publish()
    print(number, flush=True)
    time.sleep(0.05)
"""
FOUND = re.compile(r"Finding number (\d+) of the test")


class Reader(threading.Thread):
    """Reads over one connection and counts the answers that were older than what was published when it asked."""

    def __init__(self, server: PortalServer, path: str, published: list[int], stop: threading.Event) -> None:
        super().__init__()
        self.address, self.path, self.published, self.stop = urlsplit(server.base_url).netloc, path, published, stop
        self.answers, self.stale, self.failed = 0, 0, 0

    def run(self) -> None:
        """Ask until told to stop; each connection stays with the worker that took it."""
        line = http.client.HTTPConnection(self.address, timeout=30)
        while not self.stop.is_set():
            newest = self.published[-1]
            line.request("GET", self.path)
            answer = line.getresponse()
            found = FOUND.search(answer.read().decode())
            self.answers += 1
            self.failed += answer.status != 200
            self.stale += newest > (int(found[1]) if found else 0)
        line.close()


@pytest.mark.crash
@pytest.mark.parametrize("database", ["new_server", "new_postgres_server"])
def test_nobody_is_shown_what_was_there_before(request, database):
    """Two workers, eight readers, one who publishes again and again: each answer is at least as new as the question."""
    server = request.getfixturevalue(database)(WEB_WORKERS="2")
    server.start()
    published, stop = [0], threading.Event()
    readers = [Reader(server, PATHS[number % len(PATHS)], published, stop) for number in range(READERS)]
    for reader in readers:
        reader.start()
    env = demo_data.server_env(server.data, server.database_url)
    with subprocess.Popen([sys.executable, "-c", PUBLISH], cwd=ROOT, env=env, stdout=subprocess.PIPE) as publisher:
        for line in publisher.stdout:
            published.append(int(line))
    stop.set()
    for reader in readers:
        reader.join(timeout=60)
    answers = sum(reader.answers for reader in readers)
    print(f"\n{answers} answers while publishing {published[-1]} times")
    assert published[-1] == TIMES
    assert answers > 10 * TIMES
    assert sum(reader.failed for reader in readers) == 0
    assert sum(reader.stale for reader in readers) == 0


@pytest.mark.crash
def test_a_kept_answer_is_sent_like_a_made_one(new_server):
    """The same status, body and headers; gunicorn's own among them, and a length that is right for each."""
    server = new_server(WEB_WORKERS="1")
    server.start()
    line = http.client.HTTPConnection(urlsplit(server.base_url).netloc, timeout=30)

    def ask(**headers):
        line.request("GET", "/about/", headers=headers)
        answer = line.getresponse()
        body = answer.read()
        named = dict(answer.getheaders())
        assert int(named.pop("Content-Length")) == len(body)
        named["Content-Security-Policy"] = sorted(named["Content-Security-Policy"].split("; "))
        return answer.status, {name: value for name, value in named.items() if name != "Date"}, body

    made = ask(Cookie="anything=1")
    assert [ask() for _ in range(20)] == [made] * 20
    assert set(made[1]) >= {"Server", "Connection", "Content-Security-Policy", "X-Frame-Options"}
    # Both ways were taken: each compressed answer is padded anew, those kept are not.
    kept, padded = (
        {ask(**asked, **{"Accept-Encoding": "gzip"})[2] for _ in range(9)} for asked in ({}, {"Cookie": "a=1"})
    )
    assert len(kept) < 3 < len(padded)
    line.close()
