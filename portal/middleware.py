"""What every response must carry."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from portal import errors

HEALTH_PATHS = ("/healthz", "/readyz")


class ReferenceMiddleware:
    """Gives each request a reference, which error pages show and every log line carries (bars R22)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Make the reference known. It stays until the thread's next request: Django logs refusals after the answer."""
        errors.current_reference.set(secrets.token_hex(4))
        return self.get_response(request)


class MaintenanceMiddleware:
    """Answers 503 while the file `settings.MAINTENANCE_FILE` exists, so that an upgrade needs no proxy rule."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, unless the portal is closed for maintenance."""
        if settings.MAINTENANCE_FILE.exists() and request.path not in HEALTH_PATHS:
            return errors.maintenance()
        return self.get_response(request)


class PrivateResponsesMiddleware:
    """Forbids keeping any response to a signed-in person, in browsers and between (bars S29)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; mark the response private where somebody is signed in."""
        response = self.get_response(request)
        if hasattr(request, "user") and request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response


class NoReferrerCsrfMiddleware(CsrfViewMiddleware):
    """Django's check of form tokens for pages that send no referrer.

    From such a page a browser names the origin of a form as "null", which Django refuses. The token is asked for all
    the same. For single views, with `decorator_from_middleware` under `csrf_exempt`.
    """

    def _origin_verified(self, request: HttpRequest) -> bool:
        """Our own origin, or none told."""
        return request.META["HTTP_ORIGIN"] == "null" or super()._origin_verified(request)
