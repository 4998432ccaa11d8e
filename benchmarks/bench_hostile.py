"""S20: whatever is sent, each answer is there within two seconds: huge forms, long texts, deeply nested JSON.

The processor's time is counted: the request is answered in this process, and a busy machine must not decide.
"""

import json
import time
from collections.abc import Callable, Iterator

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from audit_forms.returns.models import Return
from audit_forms.self_assessments.models import Round
from benchmarks.figures import Figure
from portal.accounts.models import User

KEYS = 10_000
MEGABYTE = 1024 * 1024
SLOWEST = 2
ROUNDS = 3
SERVER_ERROR = 500


def measure() -> Iterator[Figure]:
    """The slowest of three answers to each hostile request; nothing of it stays."""
    for what, send in _requests():
        seconds = []
        for _ in range(ROUNDS):
            with transaction.atomic():
                started = time.process_time()
                answer = send()
                seconds.append(time.process_time() - started)
                transaction.set_rollback(True)
            assert answer.status_code < SERVER_ERROR, f"{what} was answered {answer.status_code}"
        yield Figure("S20", what, max(seconds), "s", SLOWEST)


def _requests() -> Iterator[tuple[str, Callable[[], HttpResponse]]]:
    lead, unit = _signed_in("dsl"), _signed_in("unit")
    anybody = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    audit_return = Return.objects.written_by(User.objects.get(email="dsl@demo.example")).filter(status="draft")[0]
    section = f"/returns/{audit_return.reference}/section/governance/"
    tracker = f"/unit/rounds/{Round.objects.first().pk}/"
    keys = {f"key{number}.version": "0" for number in range(KEYS)}
    same_key = "&".join(["board-lead.text=a"] * (KEYS - 1))
    form = "application/x-www-form-urlencoded"
    nested = "[" * KEYS + "]" * KEYS
    as_json = "application/json"
    yield f"{KEYS:,} keys to a section", lambda: lead.post(section, keys)
    yield "one key ten thousand times to a section", lambda: lead.post(section, same_key, content_type=form)
    yield "a megabyte of text to a section", lambda: lead.post(section, {"board-lead.text": "x" * MEGABYTE})
    yield (
        f"{KEYS:,} keys to autosave",
        lambda: lead.post(f"{section}autosave/", json.dumps(keys), content_type=as_json),
    )
    yield f"JSON nested {KEYS:,} deep", lambda: lead.post(f"{section}autosave/", nested, content_type=as_json)
    yield f"{KEYS:,} keys to signing in", lambda: anybody.post("/accounts/login/", keys)
    yield (
        "a megabyte as a password",
        lambda: anybody.post("/accounts/login/", {"login": "a", "password": "x" * MEGABYTE}),
    )
    yield "a search of 100 kB", lambda: anybody.get("/search/", {"q": "neglect " * 12_500})
    yield "a filter of 100 kB", lambda: unit.get(tracker, {"search": "school " * 14_000, "sort": "x" * 1000})
    yield f"{KEYS:,} returns ticked for more time", lambda: unit.get(f"{tracker}extend/", {"return": ["R-A"] * KEYS})


def _signed_in(account: str) -> Client:
    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    client.force_login(User.objects.get(email=f"{account}@demo.example"))
    return client
