"""Copies of a newsletter: one to each reader, whatever happens while they are sent."""

from base64 import b64encode
from datetime import timedelta
from email import policy
from email.parser import BytesParser

import dkim
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.outbox.models import Message
from portal.outbox.sending import _email, send_due
from portal.outbox.tests.test_sending import transport
from publications import deliveries
from publications.deliveries import queue_batch
from publications.enums import DeliveryStatus, MailingStatus, StopReason
from publications.models import Delivery, Mailing, NewsletterPage
from publications.services import mailing as services
from publications.services.subscribing import stop
from publications.tests.factories import (
    BriefingFactory,
    BriefingIndexFactory,
    NewsletterFactory,
    NewsletterIndexFactory,
    SubscriberFactory,
)
from publications.tests.mailing_steps import begun, copies, run_jobs
from publications.tests.test_newsletter_forms import picked, story
from publications.workflow import TransitionRefused
from tests.support.mail import Sink, free_port, mail_server

pytestmark = pytest.mark.django_db


def test_everybody_who_asked_gets_one_mail_and_nobody_else(issue, editor, sink):
    SubscriberFactory(wants_newsletter=False)
    SubscriberFactory(left=True)
    mailing, people = begun(issue, editor)
    run_jobs()
    assert sorted(sink.addresses) == sorted(person.email for person in people)
    mailing.refresh_from_db()
    assert mailing.status == MailingStatus.SENT
    assert mailing.ended_at
    assert set(copies(mailing).values()) == {DeliveryStatus.SENT}
    assert not Message.objects.exists()
    run_jobs()
    assert len(sink.addresses) == 3


def test_each_mail_carries_its_readers_own_links_and_headers(issue, editor, sink):
    _, people = begun(issue, editor)
    run_jobs()
    by_address = {recipients[0]: mail for recipients, mail in sink.received}
    for person in people:
        mail = by_address[person.email]
        assert mail["List-Unsubscribe"].strip() == f"<{person.leave_url()}>"
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert mail["To"] == person.email
        plain, html = (part.get_content() for part in mail.iter_parts())
        for content in (plain, html):
            assert content.count(person.leave_url()) == 1
            assert content.count(person.preferences_url()) == 1
            assert ".invalid" not in content
            assert not any(other.key in content for other in people if other != person)


def test_a_newsletter_edited_while_it_is_sent_goes_out_as_it_was(issue, editor, sink):
    mailing, _ = begun(issue, editor)
    queue_batch(mailing)
    issue.lead_heading = "Changed meanwhile"
    issue.save_revision().publish()
    run_jobs()
    mailing.refresh_from_db()
    assert mailing.is_outdated
    assert len(sink.received) == 3
    assert not [mail for _, mail in sink.received if "Changed meanwhile" in mail.as_string()]


def test_a_story_unpublished_while_sending_still_goes_out(editor, sink):
    briefing = BriefingFactory(parent=BriefingIndexFactory(), introduction="Plans that go on.")
    page = NewsletterFactory(parent=NewsletterIndexFactory(), stories=[picked(briefing), story()])
    page.save_revision().publish()
    begun(NewsletterPage.objects.get(pk=page.pk), editor, readers=1)
    briefing.unpublish()
    run_jobs()
    assert "Plans that go on." in sink.received[0][1].get_body(("plain",)).get_content()


def test_a_newsletter_deleted_while_it_is_sent_still_reaches_everybody(issue, editor, sink):
    mailing, _ = begun(issue, editor)
    issue.delete()
    run_jobs()
    assert len(sink.received) == 3
    assert str(Mailing.objects.get(pk=mailing.pk)).startswith("Autumn: ")


def test_after_a_pause_nothing_leaves_until_it_is_resumed(issue, editor, sink):
    mailing, _ = begun(issue, editor)
    queue_batch(mailing)
    services.pause(mailing=mailing, actor=editor)
    run_jobs()
    send_due()
    assert not sink.received
    services.resume(mailing=mailing, actor=editor)
    run_jobs()
    assert sorted(sink.counted.values()) == [1, 1, 1]
    mailing.refresh_from_db()
    assert mailing.status == MailingStatus.SENT


def test_a_pause_in_the_middle_of_a_batch_holds_at_once(issue, editor, sink, monkeypatch):
    mailing, _ = begun(issue, editor, readers=5)
    real = deliveries.wants_mail

    def paused_before_the_third(copy):
        if len(sink.received) == 2:
            services.pause(mailing=mailing, actor=editor)
        return real(copy)

    monkeypatch.setattr(deliveries, "wants_mail", paused_before_the_third)
    run_jobs()
    assert len(sink.received) == 2


def test_cancelling_lets_nothing_more_leave_and_says_who_got_it(issue, editor, sink):
    mailing, _ = begun(issue, editor)
    queue_batch(mailing)
    send_due(limit=1)
    services.cancel(mailing=mailing, actor=editor)
    send_due()
    run_jobs()
    assert len(sink.received) == 1
    assert sorted(copies(mailing).values()) == ["sent", "skipped", "skipped"]
    assert not Message.objects.exists()
    with pytest.raises(TransitionRefused):
        services.resume(mailing=mailing, actor=editor)


def test_who_leaves_after_queueing_gets_nothing(issue, editor, sink):
    mailing, people = begun(issue, editor)
    queue_batch(mailing)
    stop(subscriber=people[1], reason=StopReason.LEFT)
    run_jobs()
    assert people[1].email not in sink.addresses
    assert len(sink.addresses) == 2
    assert copies(mailing)[people[1].email] == DeliveryStatus.SKIPPED
    mailing.refresh_from_db()
    assert mailing.status == MailingStatus.SENT


def test_who_turns_the_newsletter_off_after_queueing_gets_nothing(issue, editor, sink):
    mailing, people = begun(issue, editor)
    queue_batch(mailing)
    people[0].wants_newsletter = False
    people[0].save()
    run_jobs()
    assert len(sink.addresses) == 2
    assert copies(mailing)[people[0].email] == DeliveryStatus.SKIPPED


def test_an_address_refused_for_good_fails_alone_and_is_stopped(issue, editor, sink):
    mailing, people = begun(issue, editor)
    sink.refusals[people[0].email] = "550 No such person"
    run_jobs()
    assert copies(mailing)[people[0].email] == DeliveryStatus.FAILED
    people[0].refresh_from_db()
    assert people[0].stop_reason == StopReason.REFUSED
    assert len(sink.received) == 2
    mailing.refresh_from_db()
    assert mailing.status == MailingStatus.SENT


def test_a_server_that_is_down_costs_nothing_and_no_second_copy(issue, editor):
    mailing, people = begun(issue, editor)
    with transport(free_port()):
        run_jobs()
    mailing.refresh_from_db()
    assert mailing.status == MailingStatus.SENDING
    keeper = Sink()
    with (
        mail_server(keeper) as port,
        transport(port),
        time_machine.travel(timezone.now() + timedelta(minutes=2)),
    ):
        run_jobs()
    assert keeper.counted == {person.email: 1 for person in people}


def test_a_server_that_refuses_everybody_for_now_is_asked_again(issue, editor, sink):
    mailing, people = begun(issue, editor)
    sink.refusals.update({person.email: "451 Try later" for person in people})
    run_jobs()
    mailing.refresh_from_db()
    assert mailing.status == MailingStatus.SENDING
    sink.refusals.clear()
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        run_jobs()
    assert sink.counted == {person.email: 1 for person in people}
    mailing.refresh_from_db()
    assert mailing.status == MailingStatus.SENT


def test_batches_are_queued_one_after_another(issue, editor, sink, monkeypatch):
    monkeypatch.setattr("publications.deliveries.BATCH", 2)
    mailing, people = begun(issue, editor, readers=5)
    assert queue_batch(mailing) == 2
    assert Message.objects.count() == 2
    run_jobs()
    assert sink.counted == {person.email: 1 for person in people}


def test_there_is_never_a_second_copy(issue, editor):
    mailing, people = begun(issue, editor, readers=1)
    queue_batch(mailing)
    assert queue_batch(mailing) == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(mailing=mailing, subscriber=people[0])


def test_line_breaks_in_a_title_cannot_add_headers(editor, sink):
    page = NewsletterFactory(parent=NewsletterIndexFactory(), title="News\r\nBcc: eve@evil.example\r\n\r\nBody")
    page.save_revision().publish()
    begun(NewsletterPage.objects.get(pk=page.pk), editor, readers=1)
    run_jobs()
    ((recipients, mail),) = sink.received
    assert len(recipients) == 1
    assert mail["Bcc"] is None
    assert str(mail["Subject"]).startswith("News Bcc: eve@evil.example Body: Issue")


def test_every_mail_is_read_by_pythons_parser_and_holds_a_dkim_signature(issue, editor):
    begun(issue, editor)
    queue_batch(Mailing.objects.get())
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    record = b"v=DKIM1; k=rsa; p=" + b64encode(public)
    signed_headers = [b"from", b"to", b"subject", b"list-unsubscribe", b"list-unsubscribe-post"]
    for message in Message.objects.all():
        raw = _email(message).message().as_bytes(linesep="\r\n")
        mail = BytesParser(policy=policy.default).parsebytes(raw)
        assert not mail.defects
        assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
        assert not [part.defects for part in mail.walk() if part.defects]
        assert max(map(len, raw.splitlines())) <= 998
        signature = dkim.sign(raw, b"news", b"demo.example", secret, include_headers=signed_headers)
        assert dkim.verify(signature + raw, dnsfunc=lambda *_, **__: record)
        assert not dkim.verify(signature + raw.replace(b"One-Click", b"Two-Click"), dnsfunc=lambda *_, **__: record)


def test_the_archive_counts_what_became_of_each_copy_and_who_left_since(issue, editor, sink):
    mailing, people = begun(issue, editor, readers=4)
    sink.refusals[people[0].email] = "550 No such person"
    queue_batch(mailing)
    stop(subscriber=people[1], reason=StopReason.LEFT)
    run_jobs()
    stop(subscriber=people[2], reason=StopReason.LEFT)
    counted = Mailing.objects.with_numbers().get()
    assert (counted.number_sent, counted.number_failed, counted.number_skipped) == (2, 1, 1)
    assert counted.number_left == 1
