"""Views for some people only: to everybody else the page does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from portal.accounts.permissions import is_business_unit

View = Callable[..., HttpResponseBase]


def business_unit_required(view: View) -> View:
    """Send people who are signed out to the sign-in page; answer 404 to all who are not the Business Unit."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_business_unit(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
