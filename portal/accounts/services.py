"""Inviting people, letting them in, and their passwords."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.accounts.models import Invitation, User
from portal.outbox.services import queue_mail
from portal.trail.services import record

# Pressing the button twice, or two colleagues at once, sends one link; a later invitation replaces it.
SAME_INVITATION = timedelta(minutes=10)


class InvitationUnusable(Exception):
    """The link was used, has run out, was replaced, or never existed; the person is not told which."""


@transaction.atomic
def invite(*, email: str, name: str, invited_by: User | None, organisation_name: str = "") -> User:
    """Make sure there is an account with that address, and mail its owner what to do next; returns the person.

    Somebody new gets an account without a password, switched off until they accept, and a link that works once within
    `settings.INVITATION_LIFETIME`. Somebody invited before gets a new link and the old one stops. Somebody who can
    already sign in gets no link to a password, only word of the new organisation. An account that was switched off
    stays off: only an administrator switches it on again. To the inviter all four look the same (bars S10).

    Callers ask the permission first, because who may invite depends on the organisation.
    """
    known, _ = User.objects.get_or_create(
        email=email.strip().lower(),
        defaults={"name": " ".join(name.split()), "is_active": False, "password": _no_password()},
    )
    person: User = User.objects.select_for_update().get(pk=known.pk)
    if person.is_active:
        _tell_of_access(person, invited_by, organisation_name)
    elif person.has_usable_password():
        record(actor=invited_by, action="account.invitation_withheld", target=person)
    elif not person.invitations.usable().issued_since(timezone.now() - SAME_INVITATION).exists():
        _issue(person, invited_by, organisation_name)
    return person


@transaction.atomic
def accept_invitation(*, token: str, name: str, password: str) -> User:
    """Switch the invited person's account on with the name and password they chose; returns the person.

    Raises InvitationUnusable; of two people who use the same link at once, the second gets it.
    """
    invitation = Invitation.objects.select_for_update().with_token(hash_token(token)).first()
    if invitation is None:
        raise InvitationUnusable
    person: User = invitation.user
    person.name = " ".join(name.split())
    person.is_active = True
    person.set_password(password)
    person.save()
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    record(actor=person, action="account.invitation_accepted", target=person)
    return person


@transaction.atomic
def set_password(*, user: User, password: str) -> None:
    """Give the person a new password, which ends their other sessions, and record that it happened."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(actor=user, action="account.password_set", target=user)


@transaction.atomic
def set_digest(*, user: User, wanted: bool) -> None:
    """Let the person choose for themselves whether the weekly summary comes; the same choice twice changes nothing."""
    if User.objects.filter(pk=user.pk).exclude(gets_digest=wanted).update(gets_digest=wanted):
        record(actor=user, action="account.digest_chosen", target=user, wanted=wanted)


def note_sign_in(*, user: User, network: str = "") -> None:
    """Record that the person signed in; of the network a fingerprint, to tell two apart without naming either."""
    fingerprint = salted_hmac("network of a sign-in", network).hexdigest()[:12] if network else ""
    record(actor=user, action="account.signed_in", target=user, network=fingerprint)


@transaction.atomic
def give_roles(*, person: User, groups: Iterable[Group], given_by: User) -> None:
    """Let the person hold exactly these portal-wide roles, and record it. The caller asks the permission."""
    person.groups.set(groups)
    record(actor=given_by, action="account.roles_given", target=person, roles=sorted(group.name for group in groups))


def note_change(*, person: User, changed: Iterable[str], changed_by: User) -> None:
    """Record which facts about a person an administrator changed; call it in the transaction of the change."""
    roles = sorted(person.groups.values_list("name", flat=True))
    facts = {"is_active": person.is_active, "is_superuser": person.is_superuser, "roles": roles}
    record(actor=changed_by, action="account.changed", target=person, changed=sorted(changed), **facts)


def hash_token(token: str) -> str:
    """What is kept of a token. Tokens are long and random, so a plain hash is enough.

    Whatever an address may hold in a token's place gets a hash too: one that nobody has.
    """
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _no_password() -> str:
    person = User()
    person.set_unusable_password()
    return person.password


def _issue(person: User, invited_by: User | None, organisation_name: str) -> None:
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    person.invitations.usable().update(expires_at=now)
    invitation = Invitation.objects.create(
        user=person,
        invited_by=invited_by,
        token_hash=hash_token(token),
        expires_at=now + settings.INVITATION_LIFETIME,
    )
    record(actor=invited_by, action="account.invited", target=person)
    queue_mail(
        to=person.email,
        subject="You are invited to the safeguarding portal",
        template="invitation",
        context={
            "invited_by": invited_by,
            "organisation_name": organisation_name,
            "expires_at": invitation.expires_at,
            "button_path": reverse("account_invitation", args=[token]),
            "button_text": "Accept the invitation",
        },
        once_key=f"invitation:{invitation.pk}",
    )


def _tell_of_access(person: User, invited_by: User | None, organisation_name: str) -> None:
    key = hashlib.sha256(organisation_name.encode()).hexdigest()[:16]
    queue_mail(
        to=person.email,
        subject="You have been added to an organisation on the safeguarding portal",
        template="access_given",
        context={
            "invited_by": invited_by,
            "organisation_name": organisation_name,
            "button_path": reverse("start"),
            "button_text": "Sign in",
        },
        once_key=f"access:{person.pk}:{key}:{timezone.localdate()}",
    )
