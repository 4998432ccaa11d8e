"""The door under pressure: a link used five times at once, and a mail server that is ill (bars R5, R8)."""

import itertools
import re
import shutil
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from statistics import quantiles

import pytest
import requests

from tests.support import demo_data
from tests.support.illness import absent_server, babbling_server, silent_server
from tests.support.mail import Sink, free_port, mail_server
from tests.support.server import PortalServer

pytestmark = pytest.mark.crash

PASSWORD = "three plain words"
PEOPLE = [f"person{number}@demo.example" for number in range(12)]
MAKE_PEOPLE = f"""
from portal.accounts.models import User
from portal.accounts.services import invite
for address in {PEOPLE}:
    User.objects.create_user(address, {PASSWORD!r}, name="Person")
invite(email="new@demo.example", name="Nell New", invited_by=None)
"""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture
def server(tmp_path):
    """Make a server over a database with a few people: `server(EMAIL_URL="smtp://…")`."""
    made = []

    def make(*, jobs=False, **env):
        data = shutil.copytree(demo_data.migrated_folder(), tmp_path / "portal")
        made.append(PortalServer(data, **env))
        made[0].manage("shell", "-v0", "-c", MAKE_PEOPLE)
        made[0].start(jobs=jobs)
        return made[0]

    yield make
    for each in made:
        each.kill()


class Window:
    """One person's browser, as far as forms go."""

    def __init__(self, server, address=""):
        self.server = server
        self.session = requests.Session()
        self.seconds = []
        if address:
            self.session.headers["X-Forwarded-For"] = address

    def submit(self, path, **words):
        """Open the form at that path and send it filled in."""
        page = self.session.get(f"{self.server.base_url}{path}", timeout=30)
        return self.send(path, TOKEN.search(page.text)[1], **words)

    def send(self, path, token, **words):
        """Send the form, with the token of a page seen before."""
        words = {"csrfmiddlewaretoken": token, **words}
        started = time.monotonic()
        answer = self.session.post(f"{self.server.base_url}{path}", words, timeout=30, allow_redirects=False)
        self.seconds.append(time.monotonic() - started)
        return answer

    def sign_in(self, email, password=PASSWORD):
        return self.submit("/accounts/login/", login=email, password=password)


def rows(server, query):
    with closing(sqlite3.connect(server.data / "portal.sqlite3")) as database, database:
        return database.execute(query).fetchall()


def test_invitation_accepted_five_times_at_once_is_accepted_once(server):
    portal = server()
    ((text,),) = rows(portal, "SELECT text FROM outbox_message")
    path = re.search(r"/accounts/invitation/[^/]+/", text)[0]
    windows = [Window(portal) for _ in range(5)]
    tokens = [TOKEN.search(window.session.get(portal.base_url + path, timeout=30).text)[1] for window in windows]
    with ThreadPoolExecutor(5) as pool:
        answers = list(
            pool.map(
                lambda each: each[1].send(path, each[2], name=f"Nell {each[0]}", password1=PASSWORD).status_code,
                zip(itertools.count(), windows, tokens, strict=False),
            )
        )
    assert sorted(answers) == [302, 404, 404, 404, 404]
    winner = answers.index(302)
    assert rows(portal, "SELECT name FROM accounts_user WHERE email = 'new@demo.example'") == [(f"Nell {winner}",)]
    accepted = "SELECT count(*) FROM trail_audittrail WHERE action = 'account.invitation_accepted'"
    assert rows(portal, accepted) == [(1,)]


@pytest.mark.parametrize("illness", [absent_server, silent_server, babbling_server])
def test_ill_mail_server_slows_nobody_down_and_loses_no_mail(server, illness):
    port = free_port()
    portal = server(jobs=True, EMAIL_URL=f"smtp://127.0.0.1:{port}")
    Window(portal).sign_in(PEOPLE[0])
    windows = [Window(portal) for _ in PEOPLE]
    with illness(port):
        for window, address in zip(windows, PEOPLE, strict=True):
            assert window.submit("/accounts/password/reset/", email=address).status_code == 302
            assert window.sign_in(address).status_code == 302
        assert rows(portal, "SELECT count(*) FROM outbox_message WHERE sent_at IS NULL") == [(13,)]
    slowest = quantiles([second for window in windows for second in window.seconds], n=20)[-1]
    print(f"{illness.__name__}: sign-ins and forgotten passwords, p95 {slowest * 1000:.0f} ms")
    sink = Sink()
    with mail_server(sink, port):
        give_up = time.monotonic() + 90
        while len(sink.received) < 13 and time.monotonic() < give_up:
            rows(portal, "UPDATE outbox_message SET next_try_at = queued_at WHERE sent_at IS NULL AND last_error <> ''")
            time.sleep(0.5)
        time.sleep(1)
    assert sink.counted == dict.fromkeys([*PEOPLE, "new@demo.example"], 1)
    assert slowest <= 1
