"""Rules of signing by link: how long things last, what is kept of secrets, and whose address may be used."""

import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q

from audit_forms.organisations.enums import MembershipRole
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return, SigningLink
from audit_forms.returns.permissions import is_writer

LINK_LIFETIME = timedelta(days=14)
CODE_LIFETIME = timedelta(minutes=10)
CODE_EVERY = timedelta(minutes=1)
CODE_LENGTH = 6
MOST_TRIES = 5
# A hundred guesses at a million codes in the life of a link; then the lead must send a new one.
MOST_CODES = 20

WRITES = (
    "{email} belongs to somebody who leads or writes this return. The person who confirms it must be somebody else, "
    "at an address of their own."
)
TWICE = "{email} is already the address of another person who confirms this return. Each confirms at their own address."


class LinkUnusable(Exception):
    """The link was used, has run out, was taken back or replaced, or never was; the person is not told which."""


@dataclass(frozen=True)
class Invitee:
    """Somebody without an account who is to sign."""

    name: str
    email: str


@dataclass(frozen=True)
class Signer:
    """Who signs: somebody signed in, or somebody who came by a link and proved that it is theirs."""

    user: Any = None
    link: SigningLink | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """The two columns of a sign-off that say who signed."""
        return {"signed_by": self.user, "signing_link": self.link}

    @property
    def trail(self) -> dict[str, Any]:
        """What the audit trail says of somebody who has no account."""
        return {"signatory": self.link.name, "signing_link": self.link.pk} if self.link else {}


def code_digest_of(token: str, code: str) -> str:
    """What is kept of a code. It is short, so its digest needs the token, which the database does not have."""
    return hmac.new(token.encode("utf-8", "replace"), code.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def why_refused(audit_return: Return, capacity: str, email: str, among: Collection[str] = ()) -> str:
    """Why no link to sign in that capacity may go to the address; an empty text where it may.

    `among` are addresses, in small letters, chosen at the same time for other capacities.
    """
    if is_writer(audit_return, email):
        return WRITES.format(email=email)
    members = audit_return.organisation.memberships.current().in_roles(MembershipRole.SIGNATORY)
    taken = email.lower() in among or members.exclude(capacity=capacity).filter(user__email__iexact=email).exists()
    return TWICE.format(email=email) if taken or _signs_already(audit_return, capacity, email) else ""


def _signs_already(audit_return: Return, capacity: str, email: str) -> bool:
    """Whether somebody with that address signs, or has signed, this attempt in another capacity."""
    if audit_return.status != ReturnStatus.AWAITING_SIGN_OFF:
        return False
    links = SigningLink.objects.live().filter(audit_return=audit_return, email__iexact=email)
    same = Q(signing_link__email__iexact=email) | Q(signed_by__email__iexact=email)
    signed = audit_return.sign_offs.filter(same, attempt=audit_return.attempt)
    return links.exclude(capacity=capacity).exists() or signed.exclude(capacity=capacity).exists()
