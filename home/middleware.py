"""What the admin says when publishing was refused on a way that has no form to say it in."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from home.publishing import PublishRefused


class RefusedPublishingMiddleware:
    """Publishing many pages at once, publishing a copy and the like: the refusal in words, back where one came from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do while nothing was refused."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show the barriers as the admin shows messages."""
        if not isinstance(exception, PublishRefused):
            return None
        messages.error(request, str(exception))
        back = request.headers.get("Referer", "")
        if url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
            return redirect(back)
        return redirect(reverse("wagtailadmin_home"))
