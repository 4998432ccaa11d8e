"""What makes a mail to a subscriber one that they can leave by one click, and what its fate means for them."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from portal.outbox import lists
from portal.outbox.lists import Outcome
from publications.enums import StopReason
from publications.models import SignUp, Subscriber
from publications.querysets import SubscriberQuerySet
from publications.services.subscribing import stop

LIST = "subscriber"
# Mails in a row that were given up before a subscriber is stopped.
MOST_FAILURES = 3


def list_key(subscriber: Subscriber) -> str:
    """For `queue_mail`: the mail is for this subscriber, who is asked again before it leaves."""
    return lists.key_of(LIST, subscriber.pk)


def list_headers(subscriber: Subscriber) -> dict[str, str]:
    """For `queue_mail`: by these a mail program offers to leave (RFC 2369, RFC 2919, RFC 8058)."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    return {
        "List-Id": f"<news.{host}>",
        "List-Help": f"<{subscriber.preferences_url()}>",
        "List-Unsubscribe": f"<{subscriber.leave_url()}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def wants_mail(who: str) -> bool:
    """Whether a queued mail may still leave."""
    return Subscriber.objects.active().filter(pk=who).exists()


@transaction.atomic
def note_outcome(who: str, outcome: Outcome) -> None:
    """An address that does not exist is stopped at once; one that takes no mail, after three mails in a row."""
    if outcome == Outcome.TAKEN:
        note_taken(Subscriber.objects.filter(pk=who))
        return
    subscriber = Subscriber.objects.get(pk=who)
    if outcome == Outcome.NO_SUCH_ADDRESS:
        stop(subscriber=subscriber, reason=StopReason.REFUSED)
        return
    subscriber.soft_failures += 1
    subscriber.save(update_fields=["soft_failures"])
    if subscriber.soft_failures >= MOST_FAILURES:
        stop(subscriber=subscriber, reason=StopReason.UNREACHED)


def note_taken(subscribers: SubscriberQuerySet) -> None:
    """Their mail was taken: earlier failures do not count any more."""
    subscribers.filter(soft_failures__gt=0).update(soft_failures=0)


def is_still_asked(who: str) -> bool:
    """Whether the request that a queued link belongs to is still there."""
    return SignUp.objects.filter(pk=who).exists()


def leave_sign_up(who: str, outcome: Outcome) -> None:
    """Nothing follows from a mistyped address: the request is forgotten in a week."""
