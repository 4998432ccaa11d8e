"""No acknowledged answer is lost, however often the portal is killed in the middle of saving (bars R1)."""

import json
import random
import sqlite3
import threading
import time

import pytest

from tests.crash.writers import UNTOUCHED, Writer, prepare, start
from tests.support.effort import trials
from tests.support.server import PortalServer

KILLS = trials(12, 100)
SAVES = trials(1_500, 20_000)
WRITERS = 8
GIVE_UP_SECONDS = trials(1_500, 3_600)
STORED = """
import json
from audit_forms.returns.models import Answer, Return
from portal.trail.models import AuditTrail

returns = Return.objects.filter(reference__in={references})
rows = Answer.objects.filter(audit_return__in=returns).values_list("audit_return__reference", "question__key", "text")
trail = AuditTrail.objects.filter(action="return.answers_saved", target_id__in=[str(r.pk) for r in returns])
print("STORED " + json.dumps([list(rows), trail.count()]))
"""


def kill_while_saving(server: PortalServer, writers: list[Writer]) -> list[float]:
    """Kill the whole process group at random moments until there were enough kills and saves; returns the restarts."""
    moments = random.Random(2026)
    server.start()
    for writer in writers:
        writer.sign_in()
    stop, restarts = threading.Event(), []
    threads = start([writer.save_forever for writer in writers], stop)
    give_up = time.monotonic() + GIVE_UP_SECONDS
    while len(restarts) < KILLS:
        time.sleep(moments.uniform(0.3, 4))
        server.kill()
        killed = time.monotonic()
        server.start()
        restarts.append(time.monotonic() - killed)
    while sum(writer.acknowledged for writer in writers) < SAVES:
        assert time.monotonic() < give_up, "Too slow to reach the number of saves."
        time.sleep(1)
    server.kill()
    stop.set()
    for thread in threads:
        thread.join(timeout=60)
    return restarts


def stored(server: PortalServer, writers: list[Writer]) -> tuple[dict[tuple[str, str], str], int]:
    """The answers as they lie in the database, and how many saves the audit trail tells of."""
    code = STORED.format(references=[writer.reference for writer in writers])
    printed = server.manage("shell", "-v0", "-c", code)
    line = next(line for line in printed.splitlines() if line.startswith("STORED "))
    rows, trail = json.loads(line.removeprefix("STORED "))
    return {(reference, key): text for reference, key, text in rows}, trail


def check_nothing_is_lost(server: PortalServer, writers: list[Writer], restarts: list[float]) -> None:
    """Every answer holds the last text that was acknowledged, or one sent since whose fate nobody was told."""
    acknowledged = sum(writer.acknowledged for writer in writers)
    answers, trail = stored(server, writers)
    lost = [
        f"{writer.reference} {question}: {answers.get((writer.reference, question))!r} is none of {texts}"
        for writer in writers
        for question, texts in writer.possible.items()
        if UNTOUCHED not in texts and answers.get((writer.reference, question)) not in texts
    ]
    print(f"\n{len(restarts)} kills, {acknowledged} acknowledged saves, {len(lost)} lost, {trail} in the audit trail;")
    print(f"ready again after {sorted(restarts)[len(restarts) // 2]:.1f} s (median), {max(restarts):.1f} s at most")
    assert not lost
    assert trail >= acknowledged
    assert not [failure for writer in writers for failure in writer.failures]


@pytest.mark.crash
def test_no_acknowledged_answer_is_lost_on_sqlite(new_server):
    """Twelve kills, or a hundred; one file."""
    server = new_server()
    writers = prepare(server, WRITERS)
    restarts = kill_while_saving(server, writers)
    check_nothing_is_lost(server, writers, restarts)
    connection = sqlite3.connect(server.data / "portal.sqlite3")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


@pytest.mark.crash
def test_no_acknowledged_answer_is_lost_on_postgresql(new_postgres_server):
    """The same on a database server."""
    server = new_postgres_server()
    writers = prepare(server, WRITERS)
    restarts = kill_while_saving(server, writers)
    check_nothing_is_lost(server, writers, restarts)
