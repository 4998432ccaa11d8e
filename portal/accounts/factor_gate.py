"""Where everybody must have a second factor, nobody sees a page before they have shown theirs (bars S8)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from portal.accounts import factors

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
    """Sends people who have yet to show a factor in this session to the page where they do, or set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the page is known only later."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Lead there, in place of any page that is not open. A visitor without a session costs nothing."""
        if not settings.REQUIRE_SECOND_FACTOR or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        match = request.resolver_match
        if not request.user.is_authenticated or (match and match.view_name in OPEN) or factors.shown_at(request):
            return None
        return to_show_again(request) if factors.has_factor(request.user) else redirect("mfa_index")


def to_show_again(request: HttpRequest) -> HttpResponse:
    """To the page on which the person shows who they are, and back."""
    way = get_adapter().get_reauthentication_methods(request.user)[0]
    return redirect(f"{way['url']}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}")
