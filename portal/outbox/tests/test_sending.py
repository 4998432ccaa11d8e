"""Handing mail to a real SMTP server: once each, nothing lost, refusals told apart from a server that is down."""

from datetime import timedelta

import pytest
import time_machine
from django.core.mail import EmailMessage, get_connection
from django.test import override_settings
from django.utils import timezone

from portal.outbox import lists
from portal.outbox.models import Message
from portal.outbox.sending import LEASE, LONGEST_WAIT, send_due
from portal.outbox.services import queue_mail, retry_failed
from tests.support.mail import Sink, free_port, mail_server

pytestmark = pytest.mark.django_db


def transport(port):
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return override_settings(OUTBOX_TRANSPORT={"EMAIL_BACKEND": backend, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port})


@pytest.fixture
def sink():
    keeper = Sink()
    with mail_server(keeper) as port, transport(port):
        yield keeper


def send_the_django_way(*words, **more):
    """As Wagtail does. pytest-django puts its own mail backend in place of ours, so ours is named here."""
    EmailMessage(*words, connection=get_connection("portal.outbox.backend.OutboxBackend"), **more).send()


def queue(address="ada@school.example", **words):
    return Message.objects.create(**{"to": address, "subject": "Hello", "text": "Text", "html": "<p>Text</p>", **words})


def test_mail_arrives_with_both_parts_and_says_that_a_machine_sent_it(sink):
    message = queue()
    assert send_due() == 1
    ((recipients, mail),) = sink.received
    assert recipients == ["ada@school.example"]
    assert (mail["To"], mail["Cc"], mail["Bcc"]) == ("ada@school.example", None, None)
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert mail["From"] == "Safeguarding portal <portal@demo.example>"
    assert mail["Message-ID"].startswith(f"<outbox-{message.pk}-")
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_sent_mail_is_not_sent_again_and_its_text_is_forgotten(sink):
    message = queue(text="a one-time link")
    send_due()
    assert send_due() == 0
    message.refresh_from_db()
    assert message.sent_at
    assert (message.text, message.html) == ("", "")
    assert len(sink.received) == 1


def test_each_recipient_gets_a_mail_of_their_own(sink):
    send_the_django_way("Two", "Text", to=["a@school.example"], cc=["b@school.example"])
    assert send_due() == 2
    assert [recipients for recipients, _ in sink.received] == [["a@school.example"], ["b@school.example"]]


def test_attachments_are_refused():
    with pytest.raises(ValueError, match="no attachments"):
        send_the_django_way("With", "Text", to=["a@school.example"], attachments=[("a.txt", "case", "text/plain")])
    assert not Message.objects.exists()


def test_refused_address_is_recorded_and_stops_nobody_else(sink):
    sink.refusals["gone@school.example"] = "550 No such person"
    gone, _ = queue("gone@school.example"), queue("ada@school.example")
    assert send_due() == 1
    gone.refresh_from_db()
    assert gone.failed_at
    assert "No such person" in gone.last_error
    assert gone.text == "Text"
    assert sink.addresses == ["ada@school.example"]


def test_refused_mail_can_be_sent_once_its_cause_is_mended(sink):
    sink.refusals["gone@school.example"] = "550 No such person"
    queue("gone@school.example")
    send_due()
    assert send_due() == 0
    sink.refusals.clear()
    assert retry_failed() == 1
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert send_due() == 1


def test_temporary_refusal_is_tried_again_after_longer_and_longer_waits(sink):
    sink.refusals["busy@school.example"] = "451 Try later"
    message = queue("busy@school.example")
    waits = []
    for _ in range(10):
        send_due()
        message.refresh_from_db()
        waits.append((message.next_try_at - timezone.now()).total_seconds())
        Message.objects.update(next_try_at=timezone.now())
    assert [round(wait / 60) for wait in waits[:5]] == [1, 2, 4, 8, 16]
    assert waits[-1] == pytest.approx(LONGEST_WAIT.total_seconds(), abs=5)
    assert not message.failed_at
    sink.refusals.clear()
    assert send_due() == 1


def test_dead_server_costs_one_try_and_no_mail():
    for number in range(5):
        queue(f"person{number}@school.example")
    with transport(free_port()):
        assert send_due() == 0
    assert sorted(Message.objects.values_list("tries", flat=True)) == [0, 0, 0, 0, 1]
    assert Message.objects.waiting().count() == 5
    assert "ConnectionRefusedError" in Message.objects.get(tries=1).last_error
    assert not Message.objects.failed().exists()


def test_mail_goes_out_when_the_server_is_back(sink):
    queue()
    with transport(free_port()):
        send_due()
    assert send_due() == 0
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert send_due() == 1


def test_address_that_no_mail_can_be_written_to_stops_nobody_else(sink):
    broken, _ = queue("a@school.example\nBcc: b@school.example"), queue()
    assert send_due() == 1
    broken.refresh_from_db()
    assert broken.failed_at
    assert sink.addresses == ["ada@school.example"]


def test_claimed_mail_is_left_alone_until_the_lease_ends(sink):
    message = queue()
    stale = Message.objects.due().get()
    Message.objects.filter(pk=message.pk).update(next_try_at=timezone.now() + LEASE)
    assert send_due() == 0
    assert stale.next_try_at < timezone.now()
    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
        assert send_due() == 1


def test_oldest_goes_first_and_the_limit_holds(sink):
    start = timezone.now()
    for number in (2, 1, 3):
        queue(f"person{number}@school.example", queued_at=start + timedelta(seconds=number))
    assert send_due(limit=2) == 2
    assert sink.addresses == ["person1@school.example", "person2@school.example"]


def test_same_event_queues_one_mail():
    for _ in range(5):
        queue_mail(to="ada@school.example", subject="Once", template="password_reset", context={}, once_key="event:1")
    assert Message.objects.count() == 1


def test_line_breaks_cannot_add_headers():
    queue_mail(to="ada@school.example", subject="One\r\nBcc: eve@evil.example", template="password_reset", context={})
    send_the_django_way("Two\nlines", "Text", to=["ada@school.example"])
    assert [mail.subject for mail in Message.objects.order_by("pk")] == ["One Bcc: eve@evil.example", "Two lines"]


def test_a_list_that_fails_costs_no_mail_and_repeats_none(sink, monkeypatch):
    failing = lists.MailingList("portal.nowhere.wants", "portal.nowhere.note")
    monkeypatch.setitem(lists._lists, "broken", failing)
    first = queue("first@school.example")
    broken = queue("broken@school.example", list_key="broken:1")
    queue("last@school.example")
    assert send_due() == 2
    assert sink.addresses == ["first@school.example", "last@school.example"]
    first.refresh_from_db()
    broken.refresh_from_db()
    assert first.sent_at
    assert (broken.sent_at, broken.withdrawn_at, broken.text) == (None, None, "Text")


def test_a_mail_whose_list_cannot_note_that_it_was_taken_is_not_sent_again(sink, monkeypatch):
    monkeypatch.setitem(lists._lists, "deaf", lists.MailingList("builtins.bool", "portal.nowhere.note"))
    queue(list_key="deaf:1")
    assert [send_due(), send_due()] == [1, 0]
    assert Message.objects.get().sent_at
    assert len(sink.received) == 1
