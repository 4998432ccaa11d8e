"""Forgetting addresses that are not needed any more; a background job calls `forget`."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from portal.outbox import lists
from portal.outbox.services import forget_addresses
from publications.fingerprints import fingerprint_of
from publications.list_mail import list_key
from publications.models import SignUp, Subscriber
from publications.services.subscribing import FLOOD_WINDOW, SIGN_UPS

SIGN_UP_KEPT = timedelta(days=7)
# Long enough to undo a leaving and to answer somebody who asks why a mail came.
ADDRESS_KEPT = timedelta(days=30)


def forget() -> None:
    """Forget all that is old enough; being run twice does no harm."""
    forget_networks()
    forget_sign_ups()
    forget_stopped()


def forget_networks() -> None:
    """Where requests came from, once that no longer counts against a flood."""
    SignUp.objects.asked_before(timezone.now() - FLOOD_WINDOW).exclude(asked_from="").update(asked_from="")


@transaction.atomic
def forget_sign_ups() -> None:
    """Requests of more than a week ago, and that mail was sent to those addresses."""
    old = SignUp.objects.select_for_update().asked_before(timezone.now() - SIGN_UP_KEPT)
    numbers = list(old.values_list("pk", flat=True))
    forget_addresses(lists.key_of(SIGN_UPS, number) for number in numbers)
    SignUp.objects.filter(pk__in=numbers).delete()


@transaction.atomic
def forget_stopped() -> None:
    """Addresses and choices of those who left a month ago; the row stays, so that old links still work."""
    old = Subscriber.objects.stopped().filter(stopped_at__lt=timezone.now() - ADDRESS_KEPT, email__isnull=False)
    for subscriber in old.select_for_update():
        subscriber.fingerprint, subscriber.email, subscriber.role = fingerprint_of(str(subscriber)), None, ""
        subscriber.save(update_fields=["fingerprint", "email", "role"])
        subscriber.themes.clear()
        forget_addresses([list_key(subscriber)])
