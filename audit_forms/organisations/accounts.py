"""Accounts that somebody should look at: unused, without a second step, or looking as if several people share them."""

import re
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from audit_forms.organisations.models import Membership
from portal.accounts.models import User
from portal.accounts.permissions import is_business_unit
from portal.trail.models import AuditTrail

DORMANT_AFTER = timedelta(days=180)
# Two networks within minutes are two people, or one with a telephone: a sign, and no proof.
AT_ONCE = timedelta(minutes=10)
LOOK_BACK = timedelta(days=30)
# Mailboxes that a team reads. Nobody can be told apart behind them.
TEAM_WORDS = (
    "admin", "contact", "dsl", "enquiries", "enquiry", "head", "headteacher", "hello", "info", "mail", "office",
    "reception", "safeguarding", "school", "secretary", "staff", "team",
)  # fmt: skip
TEAM_MAILBOX = re.compile(rf"^({'|'.join(TEAM_WORDS)})[0-9._-]*@", re.IGNORECASE)


def can_see_accounts(user: Any) -> bool:
    """The Business Unit and administrators."""
    return bool(user.is_authenticated and user.is_active and (user.is_superuser or is_business_unit(user)))


def accounts() -> QuerySet[User]:
    """Everybody who can sign in, with `has_factor` and their current memberships."""
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    current = Membership.objects.current().select_related("organisation")
    return (
        User.objects.filter(is_active=True)
        .annotate(has_factor=Exists(factors))
        .prefetch_related(Prefetch("memberships", queryset=current, to_attr="parts"), "groups")
        .order_by("name", "pk")
    )


def dormant(people: QuerySet[User]) -> QuerySet[User]:
    """Those who have not signed in for half a year."""
    before = timezone.now() - DORMANT_AFTER
    return people.filter(Q(last_login__lt=before) | Q(last_login__isnull=True, date_joined__lt=before))


def shared_looking(people: QuerySet[User]) -> QuerySet[User]:
    """Those with a team's mailbox, or who signed in from two networks within minutes."""
    mailboxes = people.values_list("pk", "email")
    of_teams = {pk for pk, email in mailboxes if TEAM_MAILBOX.match(email)}
    return people.filter(pk__in=of_teams | in_two_places())


def in_two_places() -> set[int]:
    """Who signed in from two networks within minutes, lately."""
    lately = AuditTrail.objects.filter(action="account.signed_in", at__gt=timezone.now() - LOOK_BACK)
    found: set[int] = set()
    last: dict[int, tuple[Any, str]] = {}
    for actor, at, data in lately.order_by("at").values_list("actor", "at", "data"):
        network = data.get("network", "")
        before = last.get(actor)
        if before and network and before[1] and before[1] != network and at - before[0] <= AT_ONCE:
            found.add(actor)
        last[actor] = at, network
    return found


KINDS = {
    "": ("Everybody", lambda people: people),
    "dormant": ("Not signed in for half a year", dormant),
    "shared": ("Looks shared", shared_looking),
    "no-factor": ("Without a second step", lambda people: people.filter(has_factor=False)),
}
