"""Sent five times at the same moment, and again by Back: one change, one entry in the trail, one mail (bars R5)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from tests.conftest import ServerFactory
from tests.support.casework import COMPLETE, STORY, ask
from tests.support.respondent import Respondent, hidden
from tests.support.server import PortalServer

pytestmark = pytest.mark.crash

TIMES = 5


def send_at_once(person: Respondent, page: str, action: str, data: dict[str, str]) -> None:
    """Open the page once; send its form five times at the same moment, then once more as Back and send again do."""
    fields = hidden(person.get(page).text) | data
    twins = [person.twin() for _ in range(TIMES)]
    with ThreadPoolExecutor(TIMES) as pool:
        answers = list(pool.map(lambda twin: twin.post(action, fields), twins))
    answers.append(person.post(action, fields))
    assert {answer.status_code for answer in answers} <= {200, 302}


def everything_happens_once(server: PortalServer) -> None:
    """From sending for sign-off to the Business Unit's request for changes."""
    reference = ask(server, COMPLETE)
    home = f"/returns/{reference}/"
    people = {name: Respondent(server, f"{name}@demo.example").sign_in() for name in ("dsl", "head", "chair", "unit")}
    before = len(ask(server, STORY.format(reference=reference))["trail"])

    send_at_once(people["dsl"], f"{home}send/", f"{home}send/", {"agreed": "on"})
    send_at_once(people["head"], f"{home}sign/", f"{home}sign/", {"confirm": "1"})
    send_at_once(people["chair"], f"{home}sign/", f"{home}sign/", {"confirm": "1", "meeting_date": "3/11/2026"})
    submitted = ask(server, STORY.format(reference=reference))
    assert (submitted["status"], submitted["attempt"], submitted["sign_offs"]) == ("submitted", 1, 2)
    assert submitted["trail"][before:] == [
        "return.send_for_sign_off",
        "return.confirmed",
        "return.confirmed",
        "return.submit",
    ]
    assert sorted(to for to, _ in submitted["mails"]) == ["chair@demo.example", "dsl@demo.example", "head@demo.example"]

    note = {"note.board-lead": "Say when they met"}
    send_at_once(people["unit"], f"{home}assure/?show=all&section=governance", f"{home}assure/", note)
    ask_for = {"due_on": f"{date.today() + timedelta(days=14):%d/%m/%Y}"}
    send_at_once(people["unit"], f"{home}assure/decide/", f"{home}assure/decide/", ask_for)
    asked = ask(server, STORY.format(reference=reference))
    assert (asked["status"], asked["requests"]) == ("changes_requested", 1)
    assert asked["trail"][before + 4 :] == ["return.notes_saved", "return.request_changes"]
    assert len(asked["mails"]) == 4
    assert "Traceback" not in server.log


def test_everything_happens_once_on_sqlite(portal_server):
    everything_happens_once(portal_server)


def test_everything_happens_once_on_postgres(new_postgres_server: ServerFactory):
    server = new_postgres_server()
    server.start()
    everything_happens_once(server)
