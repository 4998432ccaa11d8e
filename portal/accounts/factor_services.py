"""What is recorded and told of second factors, taking one from somebody who has lost it, and a change of key."""

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts import sealing
from portal.accounts.models import User
from portal.accounts.permissions import is_business_unit
from portal.outbox.services import queue_mail
from portal.trail.services import record

# allauth's names of what happened, with the trail's and the mail's.
CHANGES = {
    "mfa/email/webauthn_added": ("passkey_added", "A passkey was added"),
    "mfa/email/webauthn_removed": ("passkey_removed", "A passkey was removed"),
    "mfa/email/totp_activated": ("app_added", "An app for codes was added"),
    "mfa/email/totp_deactivated": ("app_removed", "The app for codes was removed"),
    "mfa/email/recovery_codes_generated": ("codes_made", "New recovery codes were made"),
}
# Where the secrets stand in what is kept of a factor.
SEALED = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


@transaction.atomic
def note_change(*, user: User, change: str) -> None:
    """Record what the person changed about their factors, and tell them. `change` is a key of CHANGES."""
    action, words = CHANGES[change]
    record(actor=user, action=f"account.{action}", target=user)
    _tell(user, words)


def may_reset_factors(actor: User, person: User) -> bool:
    """Whether somebody may take a lost factor away: the Business Unit and administrators, but never from themselves."""
    return actor.pk != person.pk and actor.is_active and (actor.is_superuser or is_business_unit(actor))


def reset_factors(*, person: User, actor: User) -> None:
    """Take every factor from somebody who has lost theirs, so that they set one up when they sign in next.

    A second call changes nothing. Raises PermissionDenied.
    """
    if not may_reset_factors(actor, person):
        raise PermissionDenied
    take_factors(person=person, actor=actor)


@transaction.atomic
def take_factors(*, person: User, actor: User | None) -> bool:
    """Take them away without asking who does it: the server's own operator is `actor` None. Whether there were any.

    What the person showed before counts no more in sessions that are open. They are told.
    """
    taken, _ = Authenticator.objects.filter(user=person).delete()
    if taken:
        User.objects.filter(pk=person.pk).update(factors_reset_at=timezone.now())
        record(actor=actor, action="account.factors_reset", target=person)
        _tell(person, "Your second step was taken away")
    return bool(taken)


def reseal_factors() -> tuple[int, list[str]]:
    """Seal every secret with the key in force; returns how many, and the addresses whose no key opens."""
    done, closed = 0, []
    for key in Authenticator.objects.filter(type__in=SEALED).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            kept = Authenticator.objects.select_for_update(of=("self",)).select_related("user").get(pk=key)
            name = SEALED[Authenticator.Type(kept.type)]
            try:
                kept.data[name] = sealing.reseal(kept.data[name])
            except sealing.SealClosed:
                closed.append(kept.user.email)
                continue
            kept.save(update_fields=["data"])
            done += 1
    return done, closed


def _tell(user: User, words: str) -> None:
    queue_mail(
        to=user.email,
        subject=f"{words} on the safeguarding portal",
        template="second_step",
        context={
            "words": words,
            "when": timezone.now(),
            "button_path": reverse("mfa_index"),
            "button_text": "Look at your second step",
        },
    )
