"""The proof that a link to sign is in its owner's hands, kept in the session of the browser that gave the code.

It signs nobody in and opens nothing but its link's return. It ends after half an hour without a page, and with the
signature; after that the session remembers only which link was used, so that a second click finds the same answer.
"""

import time

from django.conf import settings
from django.http import HttpRequest

from audit_forms.returns.models import SigningLink
from audit_forms.returns.signing import digest_of

PROOF, SIGNED = "signing_proof", "signing_done"
# A page that was only opened writes the session at most this often.
STAMP_EVERY_SECONDS = 30


def begin(request: HttpRequest, link: SigningLink) -> None:
    """Keep the proof under a new session key: whoever planted the old one gains nothing (session fixation)."""
    request.session.cycle_key()
    request.session[PROOF] = {"link": link.pk, "token": link.token_digest, "seen": int(time.time())}
    request.session.pop(SIGNED, None)


def holds(request: HttpRequest, link: SigningLink) -> bool:
    """Whether this browser has proved that this very link is its reader's, and was here within half an hour."""
    idle = _idle(request, link)
    if idle is None or idle > settings.SESSION_IDLE_LIMIT.total_seconds():
        return False
    if idle >= STAMP_EVERY_SECONDS:
        request.session[PROOF] = request.session[PROOF] | {"seen": int(time.time())}
    return True


def has_lapsed(request: HttpRequest, link: SigningLink) -> bool:
    """Whether this browser had proved it, longer ago than that."""
    return _idle(request, link) is not None and not holds(request, link)


def _idle(request: HttpRequest, link: SigningLink) -> float | None:
    """Seconds since the reader of this link was last here; None where they have proved nothing."""
    proof = request.session.get(PROOF)
    if proof is None or (proof["link"], proof["token"]) != (link.pk, link.token_digest):
        return None
    return time.time() - proof["seen"]


def end(request: HttpRequest, token: str, link: SigningLink) -> None:
    """The link is used: the proof goes."""
    request.session.pop(PROOF, None)
    request.session[SIGNED] = {"link": link.pk, "token": digest_of(token), "at": int(time.time())}


def has_signed(request: HttpRequest, token: str) -> bool:
    """Whether this browser has used that link within the last half hour."""
    done = request.session.get(SIGNED)
    if done is None or time.time() - done["at"] > settings.SESSION_IDLE_LIMIT.total_seconds():
        return False
    return bool(done["token"] == digest_of(token))


def signed_link(request: HttpRequest) -> int:
    """The number of the link that this browser has used."""
    used: int = request.session[SIGNED]["link"]
    return used
