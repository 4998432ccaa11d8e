"""Counting wrong passwords: patient with a school's shared address, closed to guessers (bars S9).

One row for each failure and one query before each try. allauth's own counter takes nine writes a try, and with a
database that waits for the disk at each of them twenty guesses a second held up the answers of people at work.
"""

import hashlib
import ipaddress
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from portal.accounts.models import FailedSignIn

WINDOW = timedelta(minutes=15)
# A person who has forgotten their password; the pair of person and address is locked after this many.
MOST_FOR_ONE_PERSON = 10
# A school's whole staff behind one address, all in one quarter of an hour.
MOST_FROM_ONE_ADDRESS = 40


def is_locked(*, email: str, address: str) -> bool:
    """Whether nobody may try that person's password from that address now; others and elsewhere may."""
    recent = FailedSignIn.objects.filter(address=network_of(address), at__gt=timezone.now() - WINDOW)
    counts = recent.aggregate(person=Count("pk", filter=Q(who=_hash(email))), everybody=Count("pk"))
    return bool(counts["person"] >= MOST_FOR_ONE_PERSON or counts["everybody"] >= MOST_FROM_ONE_ADDRESS)


def note_failure(*, email: str, address: str) -> None:
    """Count a wrong password. A locked pair's tries are not counted, so that every lock ends."""
    FailedSignIn.objects.create(who=_hash(email), address=network_of(address))


def forget_old_failures() -> None:
    """Delete what no longer counts; a background job calls this."""
    FailedSignIn.objects.filter(at__lte=timezone.now() - WINDOW).delete()


def network_of(address: str) -> str:
    """The address as it is counted: one household or school has 2^64 addresses of the newer kind."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address[:45]
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    return str(ipaddress.ip_network(f"{known}/64", strict=False).network_address)


def _hash(email: str) -> str:
    """Whom was tried, without keeping what strangers typed."""
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()
