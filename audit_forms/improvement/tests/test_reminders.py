"""Reminders: a fortnight before, on the day, each week afterwards; each once, to the right people, also at DST."""

import datetime
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit_forms.improvement.models import Action, ActionReminder
from audit_forms.improvement.reminders import send_reminders, stage_of
from audit_forms.improvement.tests.factories import ActionFactory, Plan
from audit_forms.organisations.enums import RegisterStatus
from portal.outbox.models import Message

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
DUE = datetime.date(2026, 3, 31)  # the clocks went forward on 29 March


def at(day, hour=8, minute=0):
    return datetime.datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def run_on(day, **clock):
    with time_machine.travel(at(day, **clock), tick=False):
        return send_reminders()


def days_told(due, first, last):
    """The days on which a daily job tells of an action due that day, counted from its day."""
    told = []
    for number in range(first, last + 1):
        if run_on(due + datetime.timedelta(days=number)):
            told.append(number)
    return told


@pytest.mark.parametrize("due", [DUE, datetime.date(2026, 10, 27), datetime.date(2026, 7, 1)])
def test_two_weeks_before_on_the_day_and_each_week_after_whatever_the_clocks_do(due):
    Plan(due_on=due)
    assert days_told(due, -20, 30) == [-14, 0, 7, 14, 21, 28]


@pytest.mark.parametrize("day", [datetime.date(2026, 3, 29), datetime.date(2026, 10, 25)])
def test_every_hour_of_a_day_with_a_change_of_clocks_tells_once(day):
    Plan(due_on=day)
    start = at(day, 0).astimezone(datetime.UTC)
    told = []
    for hour in range(24):
        with time_machine.travel(start + datetime.timedelta(hours=hour), tick=False):
            told.append(send_reminders())
    assert sum(told) == 1
    assert Message.objects.count() == 1


def test_nothing_before_seven_in_the_morning_local_time():
    Plan(due_on=DUE)
    assert run_on(DUE, hour=6, minute=59) == 0
    assert run_on(DUE, hour=7) == 1


def test_a_morning_on_which_the_portal_stood_still_is_made_up_for():
    Plan(due_on=DUE)
    assert days_told(DUE, -11, -9) == [-11]
    assert days_told(DUE, 9, 13) == [9]


def test_one_mail_a_person_and_day_counts_and_says_nothing():
    plan = Plan(due_on=DUE, what="SECRET plan")
    for facts in ({"due_on": DUE}, {"due_on": DUE - datetime.timedelta(days=8)}):
        ActionFactory(organisation=plan.school, what="SECRET too", **facts)
    ActionFactory(organisation=plan.school, due_on=DUE + datetime.timedelta(days=10), in_progress=True)
    assert run_on(DUE) == 1
    mail = Message.objects.get()
    assert mail.to == plan.lead.email
    for words in ("1 is overdue", "2 are due today", "1 is due within the next two weeks"):
        assert words in mail.text
        assert words in mail.html
    everything = mail.subject + mail.text + mail.html
    assert "SECRET" not in everything
    assert plan.school.name not in everything
    assert ActionReminder.objects.count() == 4


def test_what_comes_later_that_day_waits_for_the_next_morning():
    plan = Plan(due_on=DUE)
    run_on(DUE)
    ActionFactory(organisation=plan.school, due_on=DUE + datetime.timedelta(days=5))
    assert run_on(DUE, hour=15) == 0
    assert run_on(DUE + datetime.timedelta(days=1)) == 1


def test_the_owner_is_told_while_a_member_and_active_else_the_leads():
    plan = Plan(due_on=DUE)
    Action.objects.update(owner=plan.head)
    run_on(DUE)
    plan.head.memberships.update(ended_at="2026-01-01T00:00Z")
    run_on(DUE + datetime.timedelta(days=7))
    assert list(Message.objects.order_by("pk").values_list("to", flat=True)) == [plan.head.email, plan.lead.email]
    plan.head.memberships.update(ended_at=None)
    plan.head.is_active = False
    plan.head.save()
    run_on(DUE + datetime.timedelta(days=14))
    assert Message.objects.last().to == plan.lead.email


def test_nobody_who_cannot_sign_in_or_has_left_is_told():
    plan = Plan(due_on=DUE)
    plan.lead.is_active = False
    plan.lead.save()
    assert run_on(DUE) == 0


def test_nothing_of_what_waits_is_closed_or_belongs_to_a_closed_school():
    Plan(due_on=DUE, waiting=True)
    Plan(due_on=DUE, closed=True)
    gone = Plan(due_on=DUE)
    gone.school.status = RegisterStatus.CLOSED
    gone.school.save()
    assert run_on(DUE) == 0


def test_another_due_date_reminds_anew():
    Plan(due_on=DUE)
    run_on(DUE)
    Action.objects.update(due_on=DUE + datetime.timedelta(days=30))
    assert days_told(DUE + datetime.timedelta(days=30), -20, 0) == [-14, 0]


def test_queries_do_not_grow_with_the_actions():
    plan = Plan(due_on=DUE)
    numbers = []
    for day in (DUE, DUE + datetime.timedelta(days=7)):
        with CaptureQueriesContext(connection) as queries:
            run_on(day)
        numbers.append(len(queries))
        for _ in range(20):
            ActionFactory(organisation=plan.school, due_on=DUE)
    assert numbers[1] <= numbers[0]


def test_stages_follow_the_calendar():
    action = Action(due_on=DUE)
    stages = Counter(stage_of(action, DUE + datetime.timedelta(days=number)) for number in range(-14, 15))
    assert stages == {"soon": 14, "today": 1, "": 6, "overdue-1": 7, "overdue-2": 1}
