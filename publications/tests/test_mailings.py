"""Sending an issue: by somebody who may, of a page that two have read, once to each, whatever happens meanwhile."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.tests.factories import UserFactory
from portal.outbox.models import Message
from portal.outbox.sending import send_due
from portal.trail.models import AuditTrail
from publications.deliveries import send_newsletters
from publications.enums import MailingStatus
from publications.models import Delivery, Mailing, NewsletterPage
from publications.services import mailing as services
from publications.tests.factories import (
    BriefingFactory,
    BriefingIndexFactory,
    NewsletterFactory,
    NewsletterIndexFactory,
    SubscriberFactory,
    ThemeFactory,
)
from publications.tests.mailing_steps import begun, run_jobs
from publications.tests.test_newsletter_forms import picked, story
from publications.workflow import TransitionRefused, as_mermaid
from scripts.steps import ROOT

pytestmark = pytest.mark.django_db


def test_roles_and_topics_narrow_the_audience(issue, editor, sink):
    neglect = ThemeFactory()
    both = SubscriberFactory(role="school")
    both.themes.add(neglect)
    SubscriberFactory(role="school")
    SubscriberFactory(role="health").themes.add(neglect)
    mailing = services.prepare(newsletter=issue, actor=editor, roles=["school"], themes=[neglect])
    services.start(mailing=mailing, actor=editor)
    run_jobs()
    assert sink.addresses == [both.email]


def test_a_second_mailing_of_the_issue_reaches_only_those_who_have_no_copy(issue, editor, sink):
    begun(issue, editor)
    run_jobs()
    late = SubscriberFactory()
    second = services.start(mailing=services.prepare(newsletter=issue, actor=editor), actor=editor)
    assert second.audience_size == 1
    run_jobs()
    assert sink.addresses[3:] == [late.email]


def test_a_mailing_that_nobody_needs_does_not_begin(issue, editor):
    with pytest.raises(TransitionRefused, match="Nobody who still needs"):
        services.start(mailing=services.prepare(newsletter=issue, actor=editor), actor=editor)


@pytest.mark.parametrize("verb", ["start", "pause", "resume", "cancel", "put_back", "send_test"])
def test_only_editors_do_anything(issue, editor, verb):
    mailing = services.prepare(newsletter=issue, actor=editor)
    for stranger in (UserFactory(), UserFactory(unit=True), UserFactory(editor=True, is_active=False)):
        with pytest.raises(PermissionDenied):
            getattr(services, verb)(mailing=mailing, actor=stranger)
        with pytest.raises(PermissionDenied):
            services.prepare(newsletter=issue, actor=stranger)
        with pytest.raises(PermissionDenied):
            services.schedule(mailing=mailing, planned_at=timezone.now() + timedelta(days=1), actor=stranger)
    mailing.refresh_from_db()
    assert mailing.status == MailingStatus.DRAFT
    assert not Message.objects.exists()


def test_a_page_that_is_not_published_is_not_sent(issue, editor):
    SubscriberFactory()
    mailing = services.prepare(newsletter=issue, actor=editor)
    issue.unpublish()
    with pytest.raises(TransitionRefused, match="second person"):
        services.start(mailing=mailing, actor=editor)


def test_nobody_sends_what_only_they_have_read(issue, editor):
    SubscriberFactory()
    issue.title = "Mine alone"
    issue.save_revision(user=editor).publish()
    mailing = services.prepare(newsletter=issue, actor=editor)
    with pytest.raises(TransitionRefused, match="Ask a second person"):
        services.start(mailing=mailing, actor=editor)
    assert services.start(mailing=mailing, actor=UserFactory(editor=True)).status == MailingStatus.SENDING


def test_the_writer_may_send_what_a_second_person_approved(issue, editor):
    SubscriberFactory()
    issue.unpublish()
    issue.save_revision(user=editor)
    state = issue.get_workflow().start(issue, editor)
    state.current_task_state.approve(user=UserFactory(admin=True))
    mailing = services.prepare(newsletter=NewsletterPage.objects.get(pk=issue.pk), actor=editor)
    assert services.start(mailing=mailing, actor=editor).status == MailingStatus.SENDING


def test_a_test_goes_to_the_person_who_asks_and_to_nobody_else(issue, editor, sink):
    SubscriberFactory()
    mailing = services.prepare(newsletter=issue, actor=editor)
    services.send_test(mailing=mailing, actor=editor)
    send_due()
    ((recipients, mail),) = sink.received
    assert recipients == [editor.email]
    assert mail["Subject"].startswith("Test: Autumn")
    assert mail["List-Unsubscribe"] is None
    assert not Delivery.objects.exists()


def test_a_repeated_press_changes_nothing(issue, editor):
    mailing, _ = begun(issue, editor)
    for verb in ("start", "pause", "pause", "resume", "resume", "cancel", "cancel"):
        getattr(services, verb)(mailing=mailing, actor=editor)
    actions = list(AuditTrail.objects.about(mailing).values_list("action", flat=True))
    expected = ["prepared", "start", "pause", "resume", "cancel"]
    assert actions == [f"mailing.{name}" for name in expected]


def test_a_scheduled_mailing_starts_at_its_time(issue, editor, sink):
    SubscriberFactory()
    moment = timezone.now() + timedelta(hours=2)
    mailing = services.schedule(
        mailing=services.prepare(newsletter=issue, actor=editor), planned_at=moment, actor=editor
    )
    run_jobs()
    assert not sink.received
    with time_machine.travel(moment + timedelta(seconds=1)):
        run_jobs()
    assert len(sink.received) == 1
    mailing.refresh_from_db()
    assert mailing.status == MailingStatus.SENT


def test_a_time_in_the_past_is_refused(issue, editor):
    SubscriberFactory()
    mailing = services.prepare(newsletter=issue, actor=editor)
    with pytest.raises(TransitionRefused, match="still to come"):
        services.schedule(mailing=mailing, planned_at=timezone.now(), actor=editor)


def test_a_page_unpublished_before_its_time_is_not_sent_and_who_planned_it_is_told(issue, editor, sink):
    SubscriberFactory()
    moment = timezone.now() + timedelta(hours=2)
    mailing = services.schedule(
        mailing=services.prepare(newsletter=issue, actor=editor), planned_at=moment, actor=editor
    )
    issue.unpublish()
    with time_machine.travel(moment + timedelta(seconds=1)):
        send_newsletters()
        send_due()
    mailing.refresh_from_db()
    assert (mailing.status, mailing.planned_at) == (MailingStatus.DRAFT, None)
    assert "Publish the newsletter first" in mailing.note
    ((recipients, mail),) = sink.received
    assert recipients == [editor.email]
    assert mail["Subject"] == "A newsletter was not sent"


def test_a_story_unpublished_before_sending_is_left_out_and_named(editor, sink):
    briefing = BriefingFactory(parent=BriefingIndexFactory(), title="Drift", introduction="Plans that go on.")
    page = NewsletterFactory(parent=NewsletterIndexFactory(), stories=[picked(briefing), story()])
    page.save_revision().publish()
    briefing.unpublish()
    mailing, _ = begun(NewsletterPage.objects.get(pk=page.pk), editor, readers=1)
    run_jobs()
    assert mailing.left_out == ["Drift"]
    assert "Plans that go on." not in sink.received[0][1].as_string()


def test_two_mailings_of_one_issue_are_not_sent_at_once(issue, editor):
    mailing, _ = begun(issue, editor)
    other = services.prepare(newsletter=issue, actor=editor)
    SubscriberFactory()
    with pytest.raises(TransitionRefused, match="being sent"):
        services.start(mailing=other, actor=editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mailing.objects.filter(pk=other.pk).update(status=MailingStatus.PAUSED)
    assert mailing.pk != other.pk


def test_the_documents_show_the_table_of_transitions():
    assert f"```mermaid\n{as_mermaid()}\n```" in (ROOT / "docs" / "workflow-mailing.md").read_text(encoding="utf-8")
