"""Asking for mail, confirming it, changing one's mind: each by the person whose mailbox it is."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from portal.outbox import lists
from portal.outbox.services import queue_mail
from portal.trail.services import record
from publications import wording
from publications.enums import StopReason
from publications.fingerprints import fingerprint_of
from publications.models import ConsentRecord, SignUp, Subscriber, Theme

# Somebody may enter another person's address: that person gets one mail a day at most.
ONE_MAIL_IN = timedelta(hours=24)
# A whole school may sign up behind one network address, all in one quarter of an hour; a flood may not.
MOST_FROM_ONE_NETWORK = 40
FLOOD_WINDOW = timedelta(minutes=15)
SIGN_UPS = "sign-up"


class TooManySignUps(Exception):
    """From that network came as many requests as one quarter of an hour may bring."""


class LinkTooOld(Exception):
    """What the link asks for cannot be done any more."""


@dataclass(frozen=True)
class Wishes:
    """What somebody wants to be sent, and what they do."""

    wants_newsletter: bool = True
    wants_digest: bool = False
    themes: tuple[Theme, ...] = ()
    role: str = ""

    @classmethod
    def of(cls, sign_up: SignUp) -> "Wishes":
        """What a sign-up asks for."""
        themes = tuple(sign_up.themes.all())
        return cls(sign_up.wants_newsletter, sign_up.wants_digest, themes, sign_up.role)


def find_subscriber(email: str) -> Subscriber | None:
    """Who has, or had before it was forgotten, this address."""
    known = Q(email=email) | Q(email__isnull=True, fingerprint=fingerprint_of(email))
    return Subscriber.objects.filter(known).order_by(F("email").asc(nulls_last=True)).first()


@transaction.atomic
def ask(*, email: str, wishes: Wishes, network: str) -> None:
    """Note what somebody asks for and send that address a link, at most once a day.

    Whether the address is known makes no difference to what is done but in the words of the mail, so that neither the
    answer nor its time tells it (bars S10). Raises TooManySignUps where the network has asked too often.
    """
    now = timezone.now()
    if SignUp.objects.asked_since(now - FLOOD_WINDOW).filter(asked_from=network).count() >= MOST_FROM_ONE_NETWORK:
        raise TooManySignUps
    sign_up, is_new = SignUp.objects.select_for_update().get_or_create(email=email, defaults={"asked_at": now})
    if is_new or sign_up.asked_at <= now - ONE_MAIL_IN:
        sign_up.asked_at, sign_up.asked_from = now, network
        _send_link(sign_up)
    _set_wishes(sign_up, wishes)


def _send_link(sign_up: SignUp) -> None:
    """To somebody who gets our mail already, the link to what they get; to everybody else, the link to confirm."""
    known = Subscriber.objects.active().filter(email=sign_up.email).first()
    if known:
        subject, template = "You get our mail already", "subscriber_known"
        button = {"button_path": known.preferences_path(), "button_text": "See or change what you get"}
    else:
        subject, template = "Confirm that you want our mail", "subscriber_confirm"
        button = {"button_path": sign_up.confirm_path(), "button_text": "See what you asked for and confirm"}
    key = lists.key_of(SIGN_UPS, sign_up.pk)
    queue_mail(to=sign_up.email, subject=subject, template=template, context=button, list_key=key)


@transaction.atomic
def confirm(*, sign_up: SignUp) -> Subscriber:
    """Make the person a subscriber of what they asked for and keep the proof; a second press changes nothing.

    Somebody who left before gets the same row and key again, so that links in old issues still work.
    Raises SignUp.DoesNotExist where the request has been deleted meanwhile.
    """
    waiting = SignUp.objects.select_for_update().get(pk=sign_up.pk)
    subscriber = find_subscriber(waiting.email)
    if subscriber and subscriber.is_active:
        return subscriber
    now = timezone.now()
    subscriber = subscriber or Subscriber()
    subscriber.email, subscriber.fingerprint, subscriber.soft_failures = waiting.email, "", 0
    subscriber.stopped_at, subscriber.stop_reason = None, ""
    subscriber.confirmed_at = subscriber.told_until = now
    _set_wishes(subscriber, Wishes.of(waiting))
    _keep_proof(subscriber, wording.CONFIRM)
    record(actor=None, action="subscriber.confirmed", target=subscriber)
    return subscriber


@transaction.atomic
def change_wishes(*, subscriber: Subscriber, wishes: Wishes) -> None:
    """Change what an active subscriber gets and keep the proof; one who has left meanwhile stays away."""
    row = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if not row.is_active:
        return
    if wishes.wants_digest and not row.wants_digest:
        row.told_until = timezone.now()
    _set_wishes(row, wishes)
    _keep_proof(row, wording.CHANGE)
    record(actor=None, action="subscriber.changed", target=row)


@transaction.atomic
def stop(*, subscriber: Subscriber, reason: StopReason, actor: Any = None) -> None:
    """Send nothing more to the subscriber; the first reason stays. What is queued is withdrawn when its turn comes."""
    row = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if not row.is_active:
        return
    row.stopped_at, row.stop_reason = timezone.now(), reason
    row.save(update_fields=["stopped_at", "stop_reason"])
    record(actor=actor, action="subscriber.stopped", target=row, reason=reason.value)


@transaction.atomic
def come_back(*, subscriber: Subscriber) -> None:
    """Undo a leaving, with the choices as they were, and keep the proof; a second press changes nothing.

    Raises LinkTooOld where it was not the person's own leaving, or their address is forgotten already.
    """
    row = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if row.is_active:
        return
    if not row.may_come_back:
        raise LinkTooOld("They must ask anew.")
    row.stopped_at, row.stop_reason, row.told_until = None, "", timezone.now()
    row.save(update_fields=["stopped_at", "stop_reason", "told_until"])
    _keep_proof(row, wording.COME_BACK)
    record(actor=None, action="subscriber.came_back", target=row)


def _set_wishes(row: Subscriber | SignUp, wishes: Wishes) -> None:
    row.wants_newsletter, row.wants_digest, row.role = wishes.wants_newsletter, wishes.wants_digest, wishes.role
    row.save()
    row.themes.set(wishes.themes)


def _keep_proof(subscriber: Subscriber, button: str) -> None:
    ConsentRecord.objects.create(
        subscriber=subscriber,
        wording_version=wording.VERSION,
        wording=wording.agreed_words(button),
        choices=subscriber.choices,
    )
