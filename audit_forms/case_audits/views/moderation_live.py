"""Pages that stay up to date: a fragment with a version, asked for every few seconds by those who are present."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render


def fragment(
    request: HttpRequest, template: str, make_context: Callable[[], dict[str, Any]], *facts: object
) -> HttpResponse:
    """The fragment, or "not modified" where the asker has it: `facts` tell whether anything it is made from changed.

    What it shows is gathered only where it is sent: everybody present asks every few seconds. The caller has asked
    permission anew; whoever has lost it gets no "not modified".
    """
    tag = etag(request.user.pk, *facts)
    if request.headers.get("If-None-Match") == tag:
        unchanged = HttpResponseNotModified()
        unchanged["ETag"] = tag
        return unchanged
    response = render(request, template, make_context())
    response["ETag"] = tag
    return response


def etag(*facts: object) -> str:
    """A tag that changes with any of the facts."""
    digest = hashlib.sha256("\0".join(map(str, (settings.SECRET_KEY, *facts))).encode()).hexdigest()
    return f'"{digest[:32]}"'
