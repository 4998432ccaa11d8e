"""What is not needed any more is forgotten, and links of old issues still work after it (bars G9)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client, override_settings
from django.utils import timezone

from portal.outbox.models import Message
from publications.enums import StopReason
from publications.list_mail import list_key
from publications.models import ConsentRecord, SignUp, Subscriber
from publications.services import subscribing
from publications.services.forgetting import forget
from publications.tests.factories import SubscriberFactory, ThemeFactory

pytestmark = pytest.mark.django_db

ADDRESS = "ada@school.example"


def ask():
    subscribing.ask(email=ADDRESS, wishes=subscribing.Wishes(), network="192.0.2.1")
    return SignUp.objects.get(email=ADDRESS)


def forget_after(**time):
    with time_machine.travel(timezone.now() + timedelta(**time)):
        forget()


def test_unconfirmed_request_is_gone_after_seven_days_and_so_is_its_mail():
    ask()
    Message.objects.update(sent_at=timezone.now())
    forget_after(days=6, hours=23)
    assert SignUp.objects.exists()
    forget_after(days=7, minutes=1)
    assert not SignUp.objects.exists()
    message = Message.objects.get()
    assert (message.to, message.subject, message.text, message.html) == ("", "", "", "")


def test_mail_to_a_forgotten_request_that_still_waits_is_not_sent():
    ask()
    forget_after(days=7, minutes=1)
    assert Message.objects.get().withdrawn_at
    assert not Message.objects.waiting().exists()


def test_network_a_request_came_from_is_forgotten_after_a_quarter_of_an_hour():
    sign_up = ask()
    forget_after(minutes=14)
    sign_up.refresh_from_db()
    assert sign_up.asked_from == "192.0.2.1"
    forget_after(minutes=16)
    sign_up.refresh_from_db()
    assert sign_up.asked_from == ""


def test_address_of_who_left_is_forgotten_after_thirty_days_and_the_proof_is_kept():
    reader = subscribing.confirm(sign_up=ask())
    reader.themes.add(ThemeFactory())
    Message.objects.create(to=ADDRESS, subject="Issue 7", text="", list_key=list_key(reader), sent_at=timezone.now())
    subscribing.stop(subscriber=reader, reason=StopReason.LEFT)
    forget_after(days=29)
    reader.refresh_from_db()
    assert reader.email == ADDRESS
    forget_after(days=31)
    reader.refresh_from_db()
    assert (reader.email, reader.role, reader.themes.count()) == (None, "", 0)
    assert ADDRESS not in reader.fingerprint
    assert not Message.objects.filter(to=ADDRESS).exists()
    assert ConsentRecord.objects.get().subscriber == reader


def test_active_subscribers_are_never_forgotten():
    reader = SubscriberFactory()
    forget_after(days=4000)
    reader.refresh_from_db()
    assert reader.email


def test_link_of_an_old_issue_works_after_the_address_is_forgotten():
    reader = SubscriberFactory(left=True)
    forget_after(days=31)
    program = Client(enforce_csrf_checks=True)
    for _ in range(2):
        assert program.post(reader.leave_path(), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert "come-back" not in program.get(reader.leave_path()).text


def test_who_comes_back_after_being_forgotten_is_found_again_and_can_leave_by_the_oldest_link():
    first = SubscriberFactory(email=ADDRESS, left=True)
    forget_after(days=31)
    again = subscribing.confirm(sign_up=ask())
    assert (again.pk, again.email, again.fingerprint) == (first.pk, ADDRESS, "")
    Client(enforce_csrf_checks=True).post(first.leave_path())
    assert not Subscriber.objects.active().exists()


def test_after_a_new_secret_key_who_comes_back_is_a_new_reader():
    SubscriberFactory(email=ADDRESS, left=True)
    forget_after(days=31)
    with override_settings(SECRET_KEY="another-key-of-at-least-fifty-letters-1234567890-1234567890"):
        subscribing.confirm(sign_up=ask())
    assert Subscriber.objects.active().get().email == ADDRESS
    assert Subscriber.objects.count() == 2
