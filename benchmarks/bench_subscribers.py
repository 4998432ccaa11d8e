"""S10, G9: the form tells nobody who gets our mail; leaving acts at once; the weekly mail holds nobody up."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from statistics import median, quantiles

from django.db import transaction
from django.test import Client
from django.utils import timezone

from benchmarks.figures import Figure
from portal.outbox.models import Message
from publications import digests
from publications.models import Appearance, AuditOutcomePage, SignUp, Subscriber

TRIES = 200
MOST_APART, LONGEST_LEAVING, LONGEST_TRANSACTION = 25, 1000, 1000
WEEK = timedelta(days=7)


def measure() -> Iterator[Figure]:
    """On the demo's data; what was made for it is undone."""
    with transaction.atomic():
        page = AuditOutcomePage.objects.readable().first()
        readers = [Subscriber(email=f"reader-{number}@people.example") for number in range(TRIES)]
        for reader in readers:
            reader.wants_digest, reader.told_until = True, timezone.now() - WEEK
        Subscriber.objects.bulk_create(readers)
        for reader in readers:
            reader.themes.add(page.theme)
        # In turn, so that whatever else the machine does meanwhile meets both alike.
        pairs = [(ask(reader.email), ask(f"nobody-{number}@people.example")) for number, reader in enumerate(readers)]
        known, unknown = zip(*pairs, strict=True)
        apart = abs(median(known) - median(unknown))
        yield Figure("S10", f"known against unknown address, {TRIES} tries each", apart, "ms", MOST_APART)
        thursday = now_on_thursday()
        Appearance.objects.update_or_create(page_id=page.pk, defaults={"since": thursday - timedelta(hours=1)})
        times = [milliseconds(lambda: digests.queue_some(thursday)) for _ in range(TRIES // digests.IN_ONE_TRANSACTION)]
        assert Message.objects.filter(once_key__startswith="topics:").count() >= TRIES
        yield Figure(
            "R1",
            f"weekly mail, one transaction of {digests.IN_ONE_TRANSACTION} readers",
            median(times),
            "ms",
            LONGEST_TRANSACTION,
        )
        leaving = [milliseconds(lambda each=each: leave(each)) for each in readers]
        yield Figure("G9", f"leaving by one click, p95 of {TRIES}", quantiles(leaving, n=20)[-1], "ms", LONGEST_LEAVING)
        transaction.set_rollback(True)


def now_on_thursday() -> datetime:
    """The Thursday of this week, now."""
    now = timezone.localtime()
    return now + timedelta(days=digests.THURSDAY - now.weekday())


def ask(address: str) -> float:
    """How long the form takes for that address."""
    SignUp.objects.update(asked_from="")  # the limit for one network would end this after forty
    client = Client(SERVER_NAME="localhost")
    return milliseconds(lambda: client.post("/subscribe/", {"email": address, "wanted": ["newsletter"]}))


def leave(reader: Subscriber) -> None:
    """As a mail program does it."""
    Client(enforce_csrf_checks=True, SERVER_NAME="localhost").post(
        reader.leave_path(), {"List-Unsubscribe": "One-Click"}
    )


def milliseconds(call: Callable[[], object]) -> float:
    """How long it takes."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000
