"""Counting without following: presses of a button are counted, a few a day for a network, and nothing else kept."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.accounts.throttle import network_of
from publications.enums import BriefingUse

A_DAY = 24 * 60 * 60
# A school's staff share one address: this many of them may press the same button in a day.
MOST_A_DAY = 5


def comes_from_here(request: HttpRequest) -> bool:
    """Whether a browser says that the form stood on this site; one that says nothing is not counted."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()


def is_counted_already(request: HttpRequest, briefing: Any, use: BriefingUse) -> bool:
    """Whether this network has pressed the button often enough today; notes this press.

    The cache holds a number under a hash that nobody can turn back without the secret key, and forgets it in a day.
    """
    network = network_of(get_adapter().get_client_ip(request))
    words = f"{timezone.localdate()}:{network}:{briefing.pk}:{use}"
    key = f"use-{salted_hmac('publications.counting', words, algorithm='sha256').hexdigest()}"
    pressed = int(cache.get(key, 0))
    cache.set(key, pressed + 1, A_DAY)
    return pressed >= MOST_A_DAY
