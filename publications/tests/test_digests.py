"""The weekly mail on topics: what is new, once, to whom it concerns; published pages only."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import PageViewRestriction

from portal.outbox.models import Message
from publications import digests
from publications.models import Appearance, AuditOutcomeIndexPage, Subscriber
from publications.services import subscribing
from publications.tests.factories import (
    BriefingFactory,
    BriefingIndexFactory,
    OutcomeFactory,
    OutcomeIndexFactory,
    SubscriberFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

MONDAY = timezone.make_aware(datetime(2026, 3, 2, 12))
THURSDAY = timezone.make_aware(datetime(2026, 3, 5, 8))
WEEK = timedelta(days=7)


@pytest.fixture
def clock():
    """A portal that has run before: what is published from now on is news."""
    with time_machine.travel(MONDAY, tick=False) as clock:
        OutcomeFactory(parent=outcomes())
        digests.run()
        yield clock


def outcomes():
    """The one listing."""
    return AuditOutcomeIndexPage.objects.first() or OutcomeIndexFactory()


def run_on(clock, moment):
    clock.move_to(moment)
    digests.run()


def publish(clock, theme, **words):
    clock.shift(timedelta(minutes=1))
    page = OutcomeFactory(parent=outcomes(), theme=theme, **words)
    digests.run()
    return page


def test_follower_is_told_on_thursday_of_what_is_new_on_their_topics(clock):
    neglect, babies = ThemeFactory(name="Neglect"), ThemeFactory(name="Babies")
    reader = SubscriberFactory.following(neglect)
    publish(clock, neglect, title="Neglect seen early", finding="Dental records tell much.")
    publish(clock, babies, title="Safe sleep")
    clock.shift(timedelta(minutes=1))
    BriefingFactory(parent=BriefingIndexFactory(), theme=neglect, title="Seven minutes on neglect")
    assert not Message.objects.exists()
    run_on(clock, THURSDAY)
    mail = Message.objects.get()
    assert mail.to == reader.email
    assert "Neglect seen early" in mail.text
    assert "Dental records tell much." in mail.html
    assert "Seven minutes on neglect" in mail.text
    assert "Safe sleep" not in mail.text + mail.html
    assert reader.leave_url() in mail.text
    assert reader.leave_url() in mail.html
    assert mail.headers["List-Unsubscribe"] == f"<{reader.leave_url()}>"
    assert mail.list_key == f"subscriber:{reader.pk}"


def test_nothing_new_no_mail(clock):
    SubscriberFactory.following(ThemeFactory())
    publish(clock, ThemeFactory())
    run_on(clock, THURSDAY)
    run_on(clock, THURSDAY + WEEK)
    assert not Message.objects.exists()


def test_each_page_is_told_once_and_a_week_brings_one_mail(clock):
    theme = ThemeFactory()
    SubscriberFactory.following(theme)
    publish(clock, theme, title="First outcome")
    for hours in (0, 1, 26):
        run_on(clock, THURSDAY + timedelta(hours=hours))
    assert Message.objects.count() == 1
    publish(clock, theme, title="Second outcome")
    run_on(clock, THURSDAY + timedelta(hours=30))
    assert Message.objects.count() == 1
    run_on(clock, THURSDAY + WEEK)
    last = Message.objects.latest("pk")
    assert Message.objects.count() == 2
    assert "Second outcome" in last.text
    assert "First outcome" not in last.text


def test_friday_makes_up_for_a_thursday_without_power(clock):
    theme = ThemeFactory()
    SubscriberFactory.following(theme)
    publish(clock, theme)
    run_on(clock, THURSDAY + timedelta(days=1))
    assert Message.objects.count() == 1


@pytest.mark.parametrize("moment", [THURSDAY - timedelta(minutes=1), THURSDAY + timedelta(days=2)])
def test_no_mail_at_other_times(clock, moment):
    theme = ThemeFactory()
    SubscriberFactory.following(theme)
    publish(clock, theme)
    run_on(clock, moment)
    assert not Message.objects.exists()


def test_unpublished_and_closed_pages_are_never_told(clock):
    theme = ThemeFactory()
    SubscriberFactory.following(theme)
    publish(clock, theme, live=False)
    publish(clock, theme).unpublish()
    closed = publish(clock, theme)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    run_on(clock, THURSDAY)
    assert not Message.objects.exists()


def test_mail_that_waits_is_made_anew_without_a_page_withdrawn_meanwhile(clock):
    theme = ThemeFactory()
    reader = SubscriberFactory.following(theme)
    wrong, right = publish(clock, theme, title="Wrong outcome"), publish(clock, theme, title="Right outcome")
    run_on(clock, THURSDAY)
    wrong.unpublish()
    run_on(clock, THURSDAY + timedelta(minutes=5))
    mail = Message.objects.get()
    assert (mail.to, "Right outcome" in mail.text, "Wrong outcome" in mail.text) == (reader.email, True, False)
    right.unpublish()
    run_on(clock, THURSDAY + timedelta(minutes=10))
    assert not Message.objects.exists()


def test_mail_that_is_being_sent_is_not_made_anew(clock):
    theme = ThemeFactory()
    SubscriberFactory.following(theme)
    page = publish(clock, theme)
    run_on(clock, THURSDAY)
    Message.objects.update(next_try_at=THURSDAY + timedelta(minutes=5))
    page.unpublish()
    run_on(clock, THURSDAY + timedelta(minutes=1))
    assert Message.objects.count() == 1


def test_page_that_was_away_on_thursday_is_told_when_it_is_first_seen_and_not_lost(clock):
    theme = ThemeFactory()
    SubscriberFactory.following(theme)
    clock.shift(timedelta(minutes=1))
    page = OutcomeFactory(parent=outcomes(), theme=theme, title="Corrected outcome")
    page.unpublish()
    run_on(clock, THURSDAY)
    clock.shift(timedelta(days=1))
    page.refresh_from_db()
    page.save_revision().publish()
    run_on(clock, THURSDAY + WEEK)
    assert "Corrected outcome" in Message.objects.get().text


def test_page_that_is_published_again_is_no_news(clock):
    theme = ThemeFactory()
    SubscriberFactory.following(theme)
    page = publish(clock, theme)
    run_on(clock, THURSDAY)
    clock.shift(timedelta(days=1))
    page.unpublish()
    page.refresh_from_db()
    page.save_revision().publish()
    run_on(clock, THURSDAY + WEEK)
    assert Message.objects.count() == 1


def test_what_was_there_before_somebody_subscribed_is_no_news_to_them(clock):
    theme = ThemeFactory()
    publish(clock, theme)
    clock.shift(timedelta(minutes=1))
    SubscriberFactory.following(theme)
    run_on(clock, THURSDAY)
    assert not Message.objects.exists()


def test_new_portal_does_not_announce_its_past():
    theme = ThemeFactory()
    SubscriberFactory.following(theme, told_until=MONDAY)
    OutcomeFactory(parent=outcomes(), theme=theme, first_published_at=MONDAY - WEEK)
    with time_machine.travel(THURSDAY, tick=False):
        digests.run()
    assert Appearance.objects.count() == 1
    assert not Message.objects.exists()


def test_only_who_asked_and_has_not_left_is_told(clock):
    theme = ThemeFactory()
    SubscriberFactory.following(theme, wants_digest=False, wants_newsletter=True)
    SubscriberFactory.following(theme, left=True)
    publish(clock, theme)
    run_on(clock, THURSDAY)
    assert not Message.objects.exists()


def test_who_asks_for_topics_later_is_not_told_of_the_time_before(clock):
    theme = ThemeFactory()
    reader = SubscriberFactory()
    publish(clock, theme)
    clock.shift(timedelta(minutes=1))
    subscribing.change_wishes(subscriber=reader, wishes=subscribing.Wishes(True, True, (theme,)))
    run_on(clock, THURSDAY)
    assert not Message.objects.exists()


def test_many_subscribers_are_told_over_several_runs_each_once(clock, monkeypatch):
    monkeypatch.setattr(digests, "IN_ONE_TRANSACTION", 2)
    monkeypatch.setattr(digests, "TRANSACTIONS_A_RUN", 2)
    theme = ThemeFactory()
    readers = [SubscriberFactory.following(theme) for _ in range(9)]
    publish(clock, theme)
    run_on(clock, THURSDAY)
    assert Message.objects.count() == 4
    for _ in range(4):
        digests.run()
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted(reader.email for reader in readers)
    assert not Subscriber.objects.filter(told_until__lt=THURSDAY).exists()


def test_run_that_fails_half_way_leaves_no_mail_and_is_made_up_for(clock, monkeypatch):
    theme = ThemeFactory()
    for _ in range(3):
        SubscriberFactory.following(theme)
    publish(clock, theme)
    real, calls = digests.queue_mail, []

    def failing(**words):
        calls.append(words)
        if len(calls) == 2:
            raise OSError("The disk is full.")
        real(**words)

    monkeypatch.setattr(digests, "queue_mail", failing)
    clock.move_to(THURSDAY)
    with pytest.raises(OSError, match="disk"):
        digests.run()
    assert not Message.objects.exists()
    digests.run()
    assert Message.objects.count() == 3
