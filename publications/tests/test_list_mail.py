"""Mail to subscribers: it can be left by one click, is not sent to who has left, and minds refusals."""

from datetime import timedelta

import pytest
import time_machine
from django.test import override_settings
from django.utils import timezone

from portal.outbox import lists
from portal.outbox.lists import Outcome
from portal.outbox.models import Message
from portal.outbox.sending import LIST_PATIENCE, send_due
from publications.enums import StopReason
from publications.list_mail import MOST_FAILURES, list_headers, list_key, note_outcome
from publications.services.subscribing import stop
from publications.tests.factories import SubscriberFactory
from tests.support.mail import Sink, mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def sink():
    keeper = Sink()
    with mail_server(keeper) as port:
        backend = "django.core.mail.backends.smtp.EmailBackend"
        transport = {"EMAIL_BACKEND": backend, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port}
        with override_settings(OUTBOX_TRANSPORT=transport):
            yield keeper


def queue(subscriber):
    return Message.objects.create(
        to=subscriber.email,
        subject="Issue 7",
        text="Text",
        html="<p>Text</p>",
        headers=list_headers(subscriber),
        list_key=list_key(subscriber),
    )


def test_mail_program_can_offer_to_leave(sink):
    reader = SubscriberFactory()
    queue(reader)
    send_due()
    ((_, mail),) = sink.received
    assert mail["List-Unsubscribe"].strip() == f"<http://127.0.0.1:8000/subscribe/leave/{reader.key}/>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Id"] == "<news.127.0.0.1>"
    assert mail["List-Help"].strip() == f"<http://127.0.0.1:8000/subscribe/preferences/{reader.key}/>"


def test_queued_copy_is_not_sent_to_who_has_left(sink):
    leaver, stayer = SubscriberFactory(), SubscriberFactory()
    copies = [queue(leaver), queue(stayer)]
    stop(subscriber=leaver, reason=StopReason.LEFT)
    assert send_due() == 1
    assert [recipients for recipients, _ in sink.received] == [[stayer.email]]
    for copy in copies:
        copy.refresh_from_db()
    assert copies[0].withdrawn_at
    assert not copies[0].sent_at
    assert copies[0].text == ""
    assert not copies[1].withdrawn_at
    assert not Message.objects.waiting().exists()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("550 5.1.1 No such person", StopReason.REFUSED),
        ("550 No such person", StopReason.REFUSED),
        ("553 Name not allowed", StopReason.REFUSED),
        ("550 5.7.1 Blocked by policy", ""),
        ("552 5.2.2 Mailbox full", ""),
        ("450 Try later", ""),
    ],
)
def test_only_an_address_that_is_not_there_stops_a_subscriber_at_once(sink, answer, reason):
    reader = SubscriberFactory()
    sink.refusals[reader.email] = answer
    queue(reader)
    send_due()
    reader.refresh_from_db()
    assert reader.stop_reason == reason
    assert reader.is_active == (not reason)


def test_mail_that_is_not_taken_is_tried_again_and_given_up_after_days(sink):
    reader = SubscriberFactory()
    sink.refusals[reader.email] = "450 Try later"
    message = queue(reader)
    send_due()
    message.refresh_from_db()
    assert not message.failed_at
    with time_machine.travel(timezone.now() + LIST_PATIENCE + timedelta(hours=3)):
        send_due()
    message.refresh_from_db()
    reader.refresh_from_db()
    assert message.failed_at
    assert reader.is_active
    assert reader.soft_failures == 1


def test_subscriber_is_stopped_after_mails_given_up_in_a_row_and_one_taken_begins_the_count_anew():
    reader = SubscriberFactory()
    key = list_key(reader)
    for outcome in [*[Outcome.GIVEN_UP] * (MOST_FAILURES - 1), Outcome.TAKEN, Outcome.GIVEN_UP]:
        lists.tell(key, outcome)
    reader.refresh_from_db()
    assert (reader.is_active, reader.soft_failures) == (True, 1)
    for _ in range(MOST_FAILURES - 1):
        note_outcome(str(reader.pk), Outcome.GIVEN_UP)
    reader.refresh_from_db()
    assert reader.stop_reason == StopReason.UNREACHED


def test_refused_list_mail_does_not_trouble_the_operator(sink):
    reader = SubscriberFactory()
    sink.refusals[reader.email] = "550 No such person"
    queue(reader)
    send_due()
    assert not Message.objects.failed().exists()


def test_first_reason_for_stopping_stays():
    reader = SubscriberFactory()
    stop(subscriber=reader, reason=StopReason.LEFT)
    stop(subscriber=reader, reason=StopReason.REFUSED)
    reader.refresh_from_db()
    assert reader.stop_reason == StopReason.LEFT
