"""What stands before the pages: the second factor where everybody must have one, and Wagtail's step-up (S8, S26)."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from portal.accounts import factors
from portal.accounts.step_up import ask_again, is_asked_in_admin, to_show_again

# The pages on which a factor is set up or shown, the way out, and what draws them.
OPEN = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "account_session",
        "mfa_index",
        "mfa_add_webauthn",
        "mfa_activate_totp",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "home:brand",
        "home:picture",
        "healthz",
        "readyz",
    }
)


class SecondFactorMiddleware:
    """Sends people who have yet to show a factor in this session to the page where they do, or set one up.

    Of Wagtail's views it asks again for the factor where they delete, give roles or publish.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the page is known only later."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Lead there, in place of any page that is not open. A visitor without a session costs nothing."""
        match = request.resolver_match
        if match is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if settings.REQUIRE_SECOND_FACTOR and match.view_name not in OPEN and self._must_go_on(request):
            return to_show_again(request) if factors.has_factor(request.user) else redirect("mfa_index")
        if is_asked_in_admin(request, match) and request.user.is_authenticated:
            return ask_again(request)
        return None

    @staticmethod
    def _must_go_on(request: HttpRequest) -> bool:
        return request.user.is_authenticated and factors.must_go_on(request)
