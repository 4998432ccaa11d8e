"""Guessers cost themselves time, and nobody else (bars S9, M6)."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles

import pytest
import requests

from tests.support.casework import DRAFT, ask
from tests.support.effort import trials
from tests.support.respondent import SECONDS, Respondent, hidden, typed

pytestmark = pytest.mark.crash

LENGTH = trials(15, 60)
GUESSERS = 20
LONGEST_SAVE = 1.0


def guess(base_url, number, stop, seen):
    """One wrong password a second from an address of its own, so that none is turned away before it is hashed."""
    session = requests.Session()
    session.headers["X-Forwarded-For"] = f"198.51.100.{number}"
    words = hidden(session.get(f"{base_url}/accounts/login/", timeout=SECONDS).text)
    words |= {"login": f"guess{number}@people.example", "password": "wrong"}
    turn = time.monotonic()
    while not stop.wait(max(0, turn - time.monotonic())):
        words["login"] = f"guess{number}-{turn}@people.example"
        seen[session.post(f"{base_url}/accounts/login/", words, timeout=SECONDS).status_code] += 1
        turn += 1


def save_for_a_while(person, path):
    """Save an answer as the page's script does, five times a second; returns how long each save took."""
    page = person.get(path).text
    fields, name = hidden(page), next(name for name in typed(page) if name.endswith(".text"))
    key = name.removesuffix(".text")
    version = f"{key}.version"
    seconds, end = [], time.monotonic() + LENGTH
    while time.monotonic() < end:
        started = time.monotonic()
        told = person.autosave(path, {**fields, name: f"Text {len(seconds)}"}, fields["csrfmiddlewaretoken"])
        seconds.append(time.monotonic() - started)
        assert told["state"] == "saved", told
        fields[version] = str(told["marks"][key]["version"])
        time.sleep(0.2)
    return seconds


def test_guessers_do_not_slow_down_people_at_work(new_server):
    server = new_server(TRUSTED_PROXY_COUNT="1")
    server.start()
    path = f"/returns/{ask(server, DRAFT)}/section/governance/"
    person = Respondent(server, "dsl@demo.example").sign_in()
    seen, stop = Counter(), threading.Event()
    with ThreadPoolExecutor(GUESSERS) as pool:
        guessers = [pool.submit(guess, server.base_url, number, stop, seen) for number in range(GUESSERS)]
        try:
            seconds = save_for_a_while(person, path)
        finally:
            stop.set()
        for guesser in guessers:
            guesser.result()
    p95 = quantiles(seconds, n=20)[-1]
    print(f"{sum(seen.values())} guesses in {LENGTH} s: {dict(seen)}; {len(seconds)} saves, p95 {p95 * 1000:.0f} ms")
    assert set(seen) <= {200, 429}
    assert p95 <= LONGEST_SAVE
    assert "Traceback" not in server.log


def test_one_address_is_turned_away_soon_and_cheaply(new_server):
    server = new_server()
    server.start()
    session = requests.Session()
    words = hidden(session.get(f"{server.base_url}/accounts/login/", timeout=SECONDS).text) | {"password": "wrong"}
    answers = []
    for number in range(60):
        words["login"] = f"guess{number}@people.example"
        started = time.monotonic()
        answer = session.post(f"{server.base_url}/accounts/login/", words, timeout=SECONDS)
        answers.append((answer.status_code, time.monotonic() - started))
    hashed = [seconds for status, seconds in answers if status == 200]
    refused = [seconds for status, seconds in answers if status == 429]
    print(f"hashed: {quantiles(hashed)[1] * 1000:.0f} ms each; refused: {quantiles(refused)[1] * 1000:.0f} ms each")
    assert (len(hashed), len(refused)) == (40, 20)
