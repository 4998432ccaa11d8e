"""How every page of a return gets at it."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from audit_forms.returns.models import Return


def find_return(user: Any, reference: str) -> Return:
    """The return of that reference; raises Http404 alike where it is not there and where it is not this person's."""
    found: Return | None = Return.objects.visible_to(user).with_context().filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def sign_in(request: HttpRequest) -> HttpResponse:
    """Off to the sign-in page, and back to this address afterwards."""
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.path})}")
