"""Mornings for tests: rounds with a due day, returns with a lead, and the job run day by day in UK time."""

import datetime
from zoneinfo import ZoneInfo

import time_machine

from audit_forms.organisations.tests.factories import MembershipFactory
from audit_forms.self_assessments.morning import send_morning_mail
from audit_forms.self_assessments.tests.factories import RoundFactory, expect
from portal.outbox.models import Message

LONDON = ZoneInfo("Europe/London")
DAY = datetime.timedelta(days=1)


def uk(text):
    """A moment in UK time."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=LONDON)


DUE = uk("2027-01-29T17:00")


def running(deadline=DUE, **fields):
    """A round due then, opened long before."""
    opens = deadline - 120 * DAY
    return RoundFactory(opens_at=opens, opened_at=opens, deadline=deadline, **fields)


def asked(exercise, lead=None, **fields):
    """A return of a school with one lead, asked for when the round opened."""
    lead = lead or MembershipFactory()
    return expect(exercise, lead.organisation, created_at=exercise.opened_at, **fields)


def mornings(first, days, at="08:05"):
    """Let the job run once on each of so many mornings; returns on which of them mail was queued, and how much."""
    sent = {}
    for number in range(days):
        day = datetime.date.fromisoformat(first) + number * DAY
        before = Message.objects.count()
        with time_machine.travel(uk(f"{day.isoformat()}T{at}"), tick=False):
            send_morning_mail()
        if Message.objects.count() > before:
            sent[day.isoformat()] = Message.objects.count() - before
    return sent
