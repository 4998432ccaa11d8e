"""How long a session lasts: an idle limit by role and an absolute one (bars S11), told to the page for its warning."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import UpdateError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from portal.accounts.permissions import is_business_unit

logger = logging.getLogger(__name__)

BEGAN = "began_at"
SEEN = "seen_at"
# A page with autosave would otherwise write the session at every keystroke.
STAMP_EVERY_SECONDS = 30
# A request that carries this header asks how long is left, and does not count as being there.
ONLY_ASKING = "X-Only-Asking"

SIGNED_OUT = "You were signed out because nothing happened for a while. Sign in to go on where you were."


def begin(request: HttpRequest) -> None:
    """Start both clocks of a new session."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


def idle_limit(user: Any) -> int:
    """Seconds without a request after which the person is signed out: fewer for those who see every return."""
    limit = settings.SESSION_IDLE_LIMIT
    if user.is_superuser or is_business_unit(user):
        limit = settings.SESSION_IDLE_LIMIT_BUSINESS_UNIT
    return int(limit.total_seconds())


def seconds_left(request: HttpRequest) -> int:
    """How long the session of the request lasts from now when nothing else is asked; 0 when signed out."""
    if not request.user.is_authenticated:
        return 0
    return _left(request, idle_limit(request.user))


def has_run_out(request: HttpRequest) -> bool:
    """Whether the session is over; who it belongs to matters, and is asked for, only after the shortest idle limit."""
    shortest = min(settings.SESSION_IDLE_LIMIT, settings.SESSION_IDLE_LIMIT_BUSINESS_UNIT)
    return not _left(request, int(shortest.total_seconds())) and not seconds_left(request)


def _left(request: HttpRequest, idle_seconds: int) -> int:
    now = int(time.time())
    session = request.session
    ends_at = min(
        session.get(SEEN, now) + idle_seconds,
        session.get(BEGAN, now) + int(settings.SESSION_ABSOLUTE_LIMIT.total_seconds()),
    )
    return max(0, ends_at - now)


class TimedRequest(HttpRequest):
    """A request behind this middleware.

    `signed_out_user` is the person whose session has just run out, or None, so that a view can keep what they sent
    (bars R6); `user` is nobody then.
    """

    signed_out_user: Any


class SessionLimitsMiddleware:
    """Ends sessions that have run out, and notes when a person was last there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: TimedRequest) -> HttpResponse:
        """Check first, then pass on. A visitor without a session costs nothing."""
        request.signed_out_user = None
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._check(request)
        return self.get_response(request)

    def _check(self, request: TimedRequest) -> None:
        if has_run_out(request):
            request.signed_out_user = request.user
            logout(request)
            messages.info(request, SIGNED_OUT)
        elif BEGAN not in request.session:
            begin(request)
        elif ONLY_ASKING not in request.headers and time.time() - request.session[SEEN] >= STAMP_EVERY_SECONDS:
            self._stamp(request)

    @staticmethod
    def _stamp(request: TimedRequest) -> None:
        """Note that the person is there now; where the disk takes nothing, go without: a page is more than a stamp.

        Left to the session's own middleware, what cannot be written would turn the finished page into an error.
        """
        before = request.session[SEEN]
        request.session[SEEN] = int(time.time())
        try:
            request.session.save()
        except (UpdateError, DatabaseError):
            logger.warning("It could not be noted when somebody was last there", exc_info=True)
            request.session[SEEN] = before
        request.session.modified = False
