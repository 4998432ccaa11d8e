"""Mail server and virus scanner ill at once: people at work notice nothing, and no mail is lost (bars R8)."""

import sqlite3
import time
from collections import Counter
from contextlib import closing
from statistics import quantiles

import pytest

from tests.crash.writers import prepare
from tests.support.casework import COMPLETE, ask
from tests.support.illness import absent_server, babbling_server, silent_server
from tests.support.mail import Sink, free_port, mail_server
from tests.support.respondent import Respondent, hidden

pytestmark = pytest.mark.crash
SAVES = 120
WAITING = """
from portal.outbox.models import Message

result = list(Message.objects.filter(sent_at=None).values_list("to", flat=True))
"""
SENT = """
from portal.outbox.models import Message

result = [[each.pk, each.to] for each in Message.objects.exclude(sent_at=None)]
"""
DUE_NOW = "UPDATE outbox_message SET next_try_at = queued_at WHERE sent_at IS NULL AND last_error <> ''"
LEFT = "SELECT count(*) FROM outbox_message WHERE sent_at IS NULL"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


def rows(server, query):
    """What the query finds or does in the server's database, without the second that a command takes to start."""
    with closing(sqlite3.connect(server.data / "portal.sqlite3", timeout=10)) as database, database:
        return database.execute(query).fetchall()


def sign_and_send(server, reference, seconds):
    """Through sign-off to the Business Unit, each step timed; each person signs in for it."""
    home = f"/returns/{reference}/"
    steps = (("dsl", "send/", {"agreed": "on"}), ("head", "sign/", {"confirm": "1"}))
    for name, step, fields in (*steps, ("chair", "sign/", {"confirm": "1", "meeting_date": "3/11/2026"})):
        began = time.monotonic()
        person = Respondent(server, f"{name}@demo.example").sign_in()
        seconds.append(time.monotonic() - began)
        data = hidden(person.get(home + step).text) | fields
        began = time.monotonic()
        assert person.post(home + step, data).status_code == 302
        seconds.append(time.monotonic() - began)


@pytest.mark.parametrize("illness", [absent_server, silent_server, babbling_server])
def test_with_mail_and_scanner_ill_people_go_on_and_no_mail_is_lost(new_server, illness):
    mail, scanner = free_port(), free_port()
    server = new_server(EMAIL_URL=f"smtp://127.0.0.1:{mail}", CLAMD_URL=f"tcp://127.0.0.1:{scanner}", CLAMD_TIMEOUT="2")
    (writer,) = prepare(server, 1)
    reference = ask(server, COMPLETE)
    sent_before = ask(server, SENT)
    server.start(jobs=True)
    seconds: list[float] = []
    with illness(mail), illness(scanner):
        sign_and_send(server, reference, seconds)
        writer.sign_in()
        for number in range(SAVES):
            writer.save(writer.questions[0], f"typed while others are ill, {number}")
        path = f"/returns/{writer.reference}/evidence/{writer.questions[0]}/"
        person = Respondent(server, writer.email).sign_in()
        data = hidden(person.get(path).text) | {"kind": "file", "file-title": "Policy"}
        files = {"file-file": ("policy.pdf", PDF, "application/pdf")}
        added = person.session.post(server.base_url + path, data=data, files=files, timeout=30)
        assert added.status_code == 200
        assert "Policy" in added.text
        waiting = ask(server, WAITING)
    slowest = quantiles([*seconds, *writer.seconds], n=20)[-1]
    print(f"{illness.__name__}: saves, sign-ins and sign-off, p95 {slowest * 1000:.0f} ms; {len(waiting)} mails wait")
    assert (writer.acknowledged, writer.failures) == (SAVES, [])
    assert {"head@demo.example", "chair@demo.example"} <= set(waiting)
    sink = Sink()
    with mail_server(sink, mail):
        give_up = time.monotonic() + 60
        while rows(server, LEFT) != [(0,)] and time.monotonic() < give_up:
            rows(server, DUE_NOW)
            time.sleep(0.5)
        server.stop()
    sent = [to for pk, to in ask(server, SENT) if [pk, to] not in sent_before]
    assert ask(server, WAITING) == []
    assert sink.counted == Counter(sent)
    assert slowest <= 1
