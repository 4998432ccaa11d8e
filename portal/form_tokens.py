"""Tokens of forms on public pages, which need no cookie (bars S18, S29).

Django's own token is proved by a cookie. A public page sets none, and a form there acts with nobody's authority: it is
enough that the form was made by us. The token also tells one form from another, so that sent twice it counts once.
"""

from uuid import UUID, uuid4

from django.core import signing
from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware, RejectRequest
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

FIELD = "token"
SALT = "portal.form"


def new_token() -> str:
    """A token for a fresh form. It does not run out: one that lies open for days still counts, and only once."""
    return signing.dumps(uuid4().hex, salt=SALT)


def key_of(token: str) -> UUID | None:
    """What the token tells the form by; None for one that is not ours."""
    try:
        return UUID(signing.loads(token, salt=SALT))
    except signing.BadSignature:
        return None


class FormTokenMiddleware(CsrfViewMiddleware):
    """Django's check of forms, with the token in the form alone."""

    def _check_token(self, request: HttpRequest) -> None:
        """Raises RejectRequest, which answers 403, where the token is not ours."""
        if key_of(request.POST.get(FIELD, "")) is None:
            raise RejectRequest("The form's own token is missing or not ours.")


def form_token_required(view):
    """Ask for our token instead of Django's."""
    return csrf_exempt(decorator_from_middleware(FormTokenMiddleware)(view))
