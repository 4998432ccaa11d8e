"""Which requests may be answered from what is kept, and which answers may be kept (bars S29)."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip

from portal.pagecache.versions import unwatched_tables

METHODS = {"GET", "HEAD"}
# What the key tells apart; an answer that varies by anything else is not kept.
VARIES = {"cookie", "accept-encoding"}
NOT_KEPT = ("private", "no-store", "no-cache")
NAMES = re.compile(r'"(\w+)"')


def key_of(environ: dict[str, Any]) -> tuple[str, ...] | None:
    """All that an anonymous answer depends on, or None where the request might be anybody's or asks for a choice."""
    if environ["REQUEST_METHOD"] not in METHODS or environ.get("QUERY_STRING"):
        return None
    if environ.get("HTTP_COOKIE") or "HTTP_AUTHORIZATION" in environ or not environ.get("HTTP_HOST"):
        return None
    path = environ.get("PATH_INFO", "")
    if path.startswith(settings.STATIC_URL):
        return None
    secure = settings.SECURE_PROXY_SSL_HEADER
    return (
        environ["REQUEST_METHOD"],
        environ["wsgi.url_scheme"],
        environ.get(secure[0], "") if secure else "",
        environ["HTTP_HOST"],
        environ.get("SCRIPT_NAME", ""),
        path,
        "gzip" if re_accepts_gzip.search(environ.get("HTTP_ACCEPT_ENCODING", "")) else "",
    )


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this is the same for everybody: a public page with nothing in it that belongs to one visitor."""
    match = request.resolver_match
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return (
        response.status_code == HTTPStatus.OK
        and match is not None
        and match.view_name in settings.PAGE_CACHE_VIEWS
        and not response.cookies
        and not request.session.modified
        and "CSRF_COOKIE" not in request.META
        and "nonce-" not in response.get("Content-Security-Policy", "")
        and not any(word in response.get("Cache-Control", "") for word in NOT_KEPT)
        and varies <= VARIES
    )


class Reads:
    """Watches the queries of one answer, as a wrapper around their execution."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        self.unwatched: set[str] = set()

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict) -> Any:
        """Note tables whose changes would go unnoticed, and anything that is written."""
        self.unwatched |= unwatched_tables().intersection(NAMES.findall(sql))
        if not sql.lstrip("( ").startswith("SELECT"):
            self.unwatched.add(sql.split(" ", 1)[0])
        return execute(sql, params, many, context)
