"""Error pages that help: what happened, what to do, a reference that finds the log line."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

logger = logging.getLogger(__name__)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page shown when a form's security token does not match."""
    reference = secrets.token_hex(4)
    logger.warning("Form token refused, reference %s: %s", reference, reason)
    return render(request, "403_csrf.html", {"reference": reference}, status=403)
