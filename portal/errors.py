"""Error pages that help: what happened, what to do, a way back, and a reference that finds the log line (bars R22)."""

import logging
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)

# No limit of `ACCOUNT_RATE_LIMITS` or `accounts.throttle` looks further back: this is always long enough to wait.
LONGEST_LOCK_SECONDS = 15 * 60

# The reference of the request being answered in this thread; every log line carries it.
current_reference: ContextVar[str] = ContextVar("reference", default="-")


class ReferenceFilter(logging.Filter):
    """Puts the request's reference on each log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add it; nothing is held back."""
        record.reference = current_reference.get()
        return True


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be understood. Needs no database: the address itself may be what is wrong."""
    return _plain_page("400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The person may see this place but not do this."""
    return _page(request, "403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form's security token does not match: mostly a page left open too long, or cookies switched off."""
    logger.warning("Form token refused: %s", reason)
    return _page(request, "403_csrf.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or not this person's; the two are not told apart."""
    return _page(request, "404.html", 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Too many tries in a short time; for every limit of `ACCOUNT_RATE_LIMITS` and `accounts.throttle` (bars S9)."""
    response = _page(request, "429.html", 429)
    response["Retry-After"] = str(LONGEST_LOCK_SECONDS)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault. Needs no database: it may be what failed."""
    return _plain_page("500.html", 500)


def maintenance() -> HttpResponse:
    """The portal is being upgraded; browsers and monitors are told when to come back."""
    response = _plain_page("503.html", 503)
    response["Retry-After"] = "600"
    return response


def _page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    return render(request, template, {"reference": current_reference.get()}, status=status)


def _plain_page(template: str, status: int) -> HttpResponse:
    page = render_to_string(template, {"reference": current_reference.get()})
    return HttpResponse(page, status=status)
