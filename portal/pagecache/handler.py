"""The way into Django, with public pages answered before it has to wake."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse

from portal.pagecache.keeping import Reads, key_of, may_be_kept
from portal.pagecache.store import Answer, Store
from portal.pagecache.versions import current_version

logger = logging.getLogger(__name__)

ASKED = "portal.pagecache"


class PublicPagesHandler(WSGIHandler):
    """Django's own handler, which answers a public page again as it was answered before, to the byte."""

    def __init__(self) -> None:
        """Load the middleware; keep nothing yet."""
        super().__init__()
        self.store = Store(settings.PAGE_CACHE_MB * 1024 * 1024)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        """Answer from the store where the site has not changed since; otherwise ask Django, and see `get_response`."""
        answer = self.kept_answer(environ)
        if answer is None:
            return super().__call__(environ, start_response)
        start_response(answer.status, answer.headers)
        return [answer.body]

    def kept_answer(self, environ: dict[str, Any]) -> Answer | None:
        """The answer to this request if it is kept; if not, what it would be kept under is noted in `environ`."""
        key = key_of(environ) if self.store.limit else None
        if key is None or settings.MAINTENANCE_FILE.exists():
            return None
        # Before the page is made: what changes meanwhile makes it a page of an earlier version, never of a later one.
        version = current_version()
        if version is None:
            return None
        environ[ASKED] = version, key
        return self.store.get(version, key)

    def get_response(self, request: HttpRequest) -> Any:
        """Django's answer, kept for the next who asks if it may be."""
        asked = request.META.pop(ASKED, None)
        if asked is None:
            return super().get_response(request)
        reads = Reads()
        with connection.execute_wrapper(reads):
            response = super().get_response(request)
        if not isinstance(response, HttpResponse) or not may_be_kept(request, response):
            return response
        if reads.unwatched:
            logger.info("Not kept, as it is made of %s: %s", ", ".join(sorted(reads.unwatched)), request.path)
            return response
        status = f"{response.status_code} {response.reason_phrase}"
        version, key = asked
        self.store.put(version, key, Answer(status, list(response.items()), response.content))
        return response
