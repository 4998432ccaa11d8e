"""A signed token in each section form that says whose page it is, so that text typed there stays theirs (bars R6)."""

from typing import Any

from django.core import signing
from django.http import HttpRequest

from audit_forms.returns.models import Return
from audit_forms.returns.querysets import RESCUED_TEXT_LIFETIME

FIELD = "owner"
SALT = "returns.owner"


def token(user: Any, audit_return: Return, section: str) -> str:
    """The token for that person's page of that section."""
    return signing.dumps({"user": user.pk, "return": audit_return.pk, "section": section}, salt=SALT)


def read(text: str) -> dict[str, Any] | None:
    """The token's user, return and section; None for a token that is forged or too old."""
    try:
        return signing.loads(text, salt=SALT, max_age=RESCUED_TEXT_LIFETIME)
    except signing.BadSignature:
        return None


def is_someone_else(request: HttpRequest, text: str) -> bool:
    """Whether the page belongs to another person than the one who is signed in now, if anybody is."""
    said = read(text)
    return said is not None and said["user"] != request.user.pk
