"""The proof that a link to sign is in its owner's hands, kept in the session of the browser that gave the code.

It signs nobody in and opens nothing but its link's return. It ends after half an hour without a page. When the link is
used, it opens nothing any more but the page that says so.
"""

import time

from django.conf import settings
from django.http import HttpRequest

from audit_forms.returns.models import SigningLink
from portal.accounts.services import hash_token

PROOF = "signing_proof"
# A page that was only opened writes the session at most this often.
STAMP_EVERY_SECONDS = 30


def begin(request: HttpRequest, link: SigningLink) -> None:
    """Keep the proof under a new session key: whoever planted the old one gains nothing (session fixation)."""
    request.session.cycle_key()
    request.session[PROOF] = {"link": link.pk, "token": link.token_digest, "seen": int(time.time())}


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


def signed_link(request: HttpRequest, token: str) -> SigningLink | None:
    """The link of that token, if this browser proved it and it was used: a second click finds the same answer."""
    proof = request.session.get(PROOF)
    if proof is None or proof["token"] != hash_token(token):
        return None
    used = SigningLink.objects.filter(pk=proof["link"], token_digest=proof["token"], used_at__isnull=False)
    link: SigningLink | None = used.select_related("audit_return__organisation").first()
    return link if link is not None and holds(request, link) else None
