"""Puts a script before all others of a page that keeps what goes wrong in it."""

from collections.abc import Callable
from pathlib import Path

from django.http import HttpRequest, HttpResponse

ADDRESS = "/engines-watch.js"
SCRIPT = Path(__file__).with_name("watch.js").read_bytes()
# Our own policy allows it, because it comes from the portal.
TAG = f'<head><script src="{ADDRESS}"></script>'.encode()


class WatchMiddleware:
    """Adds the listener to each page, and serves it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; what comes back as a page gets the listener."""
        if request.path == ADDRESS:
            return HttpResponse(SCRIPT, content_type="text/javascript")
        response = self.get_response(request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = response.content.replace(b"<head>", TAG, 1)
        return response
