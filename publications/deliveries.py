"""Sending the copies of a mailing: queued in small batches, so that a pause works at once and memory stays small.

A copy and its message are queued in one transaction, and there is never a second copy of one mailing for a subscriber,
so that a process may be killed at any moment and two may work side by side. The outbox asks `wants_mail` before each
message leaves: after a pause, a cancelling or a reader's leaving it is withdrawn instead.
"""

import time

from django.db import transaction
from django.utils import timezone

from portal.outbox.lists import Outcome
from portal.outbox.models import Message
from portal.outbox.sending import LIST_PATIENCE, send_due
from publications import list_mail
from publications.enums import DeliveryStatus, MailingStatus
from publications.models import Delivery, Mailing, Subscriber
from publications.querysets import DeliveryQuerySet
from publications.services.mailing import finish, start_due

BATCH = 200
# Then other jobs have their turn.
LONGEST_TURN_SECONDS = 20


def send_newsletters() -> None:
    """Start what is due; queue batch after batch and send them while the mail server takes them."""
    start_due()
    for mailing in Mailing.objects.unsettled(timezone.now() - LIST_PATIENCE * 2):
        settle(mailing)
    stop_at = time.monotonic() + LONGEST_TURN_SECONDS
    while _send_a_batch_of_each() and time.monotonic() < stop_at:
        pass


def _send_a_batch_of_each() -> bool:
    return max([send_batch(mailing) for mailing in Mailing.objects.sending()], default=False)


def send_batch(mailing: Mailing) -> bool:
    """Queue the next batch, if none is due already, and hand it over; returns whether it is worth going on at once."""
    if not Message.objects.due().filter(list_key__startswith=mailing.key_prefix).exists():
        settle(mailing)
        if not queue_batch(mailing):
            _finish_if_done(mailing)
            return False
    return send_due(limit=BATCH) > 0


@transaction.atomic
def queue_batch(mailing: Mailing) -> int:
    """Queue the copies of the next readers; returns how many. A mailing that is not being sent queues none."""
    locked = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if locked.status != MailingStatus.SENDING:
        return 0
    readers = list(locked.still_to_get().order_by("pk")[:BATCH])
    copies = Delivery.objects.bulk_create(Delivery(mailing=locked, subscriber=reader) for reader in readers)
    Message.objects.bulk_create(_message(locked, copy, reader) for copy, reader in zip(copies, readers, strict=True))
    return len(readers)


@transaction.atomic
def settle(mailing: Mailing) -> None:
    """Write down what became of copies and clear the outbox of them, addresses included.

    Of copies whose message was withdrawn, those that are still wanted are queued anew in a later batch; while the
    mailing is paused nobody knows yet.
    """
    status = Mailing.objects.select_for_update().get(pk=mailing.pk).status
    messages = Message.objects.filter(list_key__startswith=mailing.key_prefix).done_with()
    if status == MailingStatus.PAUSED:
        messages = messages.filter(withdrawn_at__isnull=True)
    done = list(messages.values_list("pk", "list_key", "sent_at", "withdrawn_at"))
    taken = [_reader_of(key) for _, key, sent_at, _ in done if sent_at]
    withdrawn = [_reader_of(key) for _, key, _, withdrawn_at in done if withdrawn_at]
    now, queued = timezone.now(), mailing.deliveries.queued()
    queued.filter(subscriber__in=taken).update(status=DeliveryStatus.SENT, at=now)
    list_mail.note_taken(Subscriber.objects.filter(pk__in=taken))
    queued.wanted().filter(subscriber__in=withdrawn).delete()
    queued.filter(subscriber__in=withdrawn).update(status=DeliveryStatus.SKIPPED, at=now)
    Message.objects.filter(pk__in=[pk for pk, *_ in done]).delete()


def wants_mail(who: str) -> bool:
    """Whether this copy may still leave."""
    return _copy_of(who).wanted().exists()


def note(who: str, outcome: Outcome) -> None:
    """Keep that a copy was refused, and let the subscriber know; `settle` sees to those that were taken."""
    if outcome != Outcome.TAKEN:
        _note_refusal(who, outcome)


@transaction.atomic
def _note_refusal(who: str, outcome: Outcome) -> None:
    _copy_of(who).update(status=DeliveryStatus.FAILED, at=timezone.now())
    list_mail.note_outcome(str(_reader_of(who)), outcome)


def _finish_if_done(mailing: Mailing) -> None:
    """Nobody is left to queue: once every copy's fate is known the mailing ends."""
    if not mailing.deliveries.queued().exists():
        finish(mailing=mailing)


def _message(mailing: Mailing, copy: Delivery, reader: Subscriber) -> Message:
    mail = mailing.mail.personal(leave=reader.leave_url(), preferences=reader.preferences_url())
    return Message(
        to=reader.email,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        headers=list_mail.list_headers(reader),
        list_key=copy.list_key,
    )


def _copy_of(who: str) -> DeliveryQuerySet:
    return Delivery.objects.filter(mailing=who.partition("/")[0], subscriber=_reader_of(who))


def _reader_of(key: str) -> int:
    return int(key.rpartition("/")[2])
