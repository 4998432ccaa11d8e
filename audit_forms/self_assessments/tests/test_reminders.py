"""Reminders: to whom something waits for, on the right morning in UK time, once."""

import datetime

import pytest
import time_machine

from audit_forms.organisations.tests.factories import MembershipFactory, OrganisationFactory
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import ChangeRequest, Return, SignOff
from audit_forms.self_assessments import morning
from audit_forms.self_assessments.models import Reminder, Round
from audit_forms.self_assessments.morning import send_morning_mail
from audit_forms.self_assessments.tests.factories import expect
from audit_forms.self_assessments.tests.mornings import DAY, DUE, asked, mornings, running, uk
from audit_forms.self_assessments.timetable import OVERDUE_DAYS, due_day, reached
from portal.accounts.tests.factories import UserFactory
from portal.jobs import registered
from portal.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_digests(monkeypatch):
    """Reminders alone; the summaries have their own tests."""
    monkeypatch.setattr(morning, "send_digests", lambda: None)


def test_the_job_is_registered():
    task = next(task for task in registered() if task.name == "morning mail")
    assert task.every <= datetime.timedelta(minutes=10)


def test_the_timetable_reminds_28_14_7_and_2_days_before_on_the_day_and_weekly_for_eight_weeks():
    asked(running())
    sent = mornings("2026-12-25", 120)
    days = [28, 14, 7, 2, 0, *OVERDUE_DAYS]
    assert list(sent) == [(DUE.date() - day * DAY).isoformat() for day in days]
    assert len(OVERDUE_DAYS) == 8
    assert set(sent.values()) == {1}


def test_nothing_goes_before_eight_and_much_later_on_the_day_it_still_does():
    asked(running())
    assert mornings("2027-01-22", 1, at="07:59") == {}
    assert mornings("2027-01-22", 1, at="23:59") == {"2027-01-22": 1}
    assert mornings("2027-01-23", 1, at="00:00") == {}


@pytest.mark.parametrize(
    ("deadline", "days"),
    [
        # The clocks go forward on 28 March 2027 and back on 31 October 2027.
        ("2027-03-29T17:00", ["2027-03-27", "2027-03-29"]),
        ("2027-11-01T17:00", ["2027-10-30", "2027-11-01"]),
        ("2028-02-29T17:00", ["2028-02-27", "2028-02-29"]),
        ("2028-03-02T17:00", ["2028-02-29", "2028-03-02"]),
        # Midnight at the start of a day leaves no time on that day.
        ("2027-06-30T00:00:00", ["2027-06-27", "2027-06-29"]),
        ("2027-06-30T23:59:59", ["2027-06-28", "2027-06-30"]),
    ],
)
def test_days_are_counted_in_uk_time(deadline, days):
    asked(running(uk(deadline), reminder_days=[2, 0], reminds_overdue=False))
    first = (uk(deadline).date() - 6 * DAY).isoformat()
    assert list(mornings(first, 14)) == days


def test_8am_is_8am_when_the_clocks_change():
    asked(running(uk("2027-03-30T17:00"), reminder_days=[2], reminds_overdue=False))
    with time_machine.travel(datetime.datetime.fromisoformat("2027-03-28T06:59:00+00:00"), tick=False):
        send_morning_mail()
        assert not Message.objects.exists()
    with time_machine.travel(datetime.datetime.fromisoformat("2027-03-28T07:00:00+00:00"), tick=False):
        send_morning_mail()
        assert Message.objects.count() == 1


def test_one_mail_a_day_though_several_returns_wait():
    lead = MembershipFactory()
    asked(running(), lead)
    asked(running(s11=True), lead)
    asked(running(), MembershipFactory(user=lead.user))
    assert mornings("2027-01-22", 1) == {"2027-01-22": 1}
    mail = Message.objects.get()
    assert mail.to == lead.user.email
    assert mail.text.count("due in 7 days, Friday 29 January 2027, 5pm (UK time)") == 3
    assert Reminder.objects.count() == 3


def test_it_goes_to_whom_the_return_waits_for():
    exercise = running()
    school = OrganisationFactory()
    people = {role: MembershipFactory(organisation=school, **{role: True}).user for role in ("head", "chair")}
    lead = MembershipFactory(organisation=school).user
    waiting = expect(exercise, school, created_at=exercise.opened_at)
    MembershipFactory(organisation=school, contributor=True)
    mornings("2027-01-15", 1)
    Return.objects.filter(pk=waiting.pk).update(status=ReturnStatus.AWAITING_SIGN_OFF, attempt=1)
    mornings("2027-01-22", 1)
    SignOff.objects.create(
        audit_return=waiting, attempt=1, capacity="head", decision="confirmed", statement="x", signed_by=people["head"]
    )
    mornings("2027-01-27", 1)
    Return.objects.filter(pk=waiting.pk).update(status=ReturnStatus.SUBMITTED)
    mornings("2027-01-29", 1)
    assert list(Message.objects.values_list("to", flat=True)) == [
        lead.email,
        people["head"].email,
        people["chair"].email,
    ]


def test_changes_that_are_wanted_are_reminded_of_by_their_own_day():
    changed = asked(running(), status=ReturnStatus.CHANGES_REQUESTED, submitted_at=DUE - 40 * DAY)
    asked(running(), status=ReturnStatus.CHANGES_REQUESTED, submitted_at=DUE - 40 * DAY)
    question = changed.edition.sections.get().questions.first()
    ChangeRequest.objects.create(
        audit_return=changed,
        question=question,
        note="Say more",
        due_on=datetime.date(2027, 2, 10),
        requested_by=UserFactory(unit=True),
    )
    assert list(mornings("2027-01-20", 22)) == ["2027-01-27", "2027-02-03", "2027-02-08", "2027-02-10"]
    assert "changes are wanted by Wednesday 10 February 2027" in Message.objects.first().text
    assert "Say more" not in Message.objects.first().text


@pytest.mark.parametrize(
    "silent",
    [
        {"status": ReturnStatus.ACCEPTED, "submitted_at": DUE},
        {"status": ReturnStatus.SUBMITTED, "submitted_at": DUE},
        {"status": ReturnStatus.WITHDRAWN},
    ],
)
def test_what_has_come_in_or_was_withdrawn_is_let_alone(silent):
    asked(running(), **silent)
    assert mornings("2027-01-22", 10) == {}


@pytest.mark.parametrize(
    "member", [{"ended": True}, {"user__is_active": False}, {"organisation__closed": True}, {"contributor": True}]
)
def test_leavers_disabled_accounts_and_closed_schools_get_nothing(member):
    asked(running(), MembershipFactory(**member))
    assert mornings("2027-01-22", 10) == {}


def test_somebody_who_is_switched_off_in_between_gets_nothing(monkeypatch):
    lead = MembershipFactory()
    asked(running(), lead)
    with time_machine.travel(uk("2027-01-22T09:00"), tick=False):
        lines = morning.lines_of(Round.objects.get(), (7,), uk("2027-01-22T09:00"))
        type(lead.user).objects.filter(pk=lead.user.pk).update(is_active=False)
        assert not morning.remind(person=lead.user, lines=[line for _, line in lines], today=datetime.date(2027, 1, 22))
    assert not Message.objects.exists()


def test_an_extension_counts_and_a_new_one_begins_again():
    extended = asked(running(reminds_overdue=False), extended_until=DUE + 14 * DAY)
    assert list(mornings("2027-01-28", 3)) == ["2027-01-29"]
    Return.objects.filter(pk=extended.pk).update(extended_until=DUE + 42 * DAY)
    assert "2027-02-26" in mornings("2027-02-01", 40)


def test_a_round_that_is_planned_or_closed_or_switched_off_reminds_nobody():
    asked(running(closed_at=DUE))
    asked(running(reminder_days=[], reminds_overdue=False))
    planned = running()
    asked(planned)
    Round.objects.filter(pk=planned.pk).update(opened_at=None)
    assert mornings("2027-01-22", 20) == {}


def test_whoever_joins_late_is_not_reminded_of_days_before_they_were_asked():
    exercise = running()
    expect(exercise, MembershipFactory().organisation, created_at=uk("2027-01-22T12:00"))
    assert list(mornings("2027-01-22", 8)) == ["2027-01-27", "2027-01-29"]


def test_two_schedulers_send_one_mail_and_a_killed_one_loses_none(monkeypatch):
    leads = [MembershipFactory() for _ in range(3)]
    exercise = running()
    for lead in leads:
        asked(exercise, lead)
    real, calls = morning.send_reminder, []

    def killed(**details):
        if len(calls) == 1:
            raise SystemExit
        calls.append(details)
        real(**details)

    with time_machine.travel(uk("2027-01-22T08:05"), tick=False):
        monkeypatch.setattr(morning, "send_reminder", killed)
        with pytest.raises(SystemExit):
            send_morning_mail()
        assert Message.objects.count() == Reminder.objects.count() == 1
        monkeypatch.setattr(morning, "send_reminder", real)
        for _ in range(3):
            send_morning_mail()
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted(lead.user.email for lead in leads)


def test_a_portal_that_was_off_for_two_days_catches_up_but_not_after_a_week():
    asked(running())
    assert mornings("2027-01-24", 1) == {"2027-01-24": 1}
    assert "due in 5 days" in Message.objects.get().text
    asked(running())
    assert mornings("2027-01-20", 1) == {}


def test_the_latest_turn_counts_once():
    due = datetime.date(2027, 1, 29)
    long_ago = due - 90 * DAY
    assert reached((28, 14), due, due - 29 * DAY, long_ago) is None
    assert reached((28, 14), due, due - 28 * DAY, long_ago) == 28
    assert reached((28, 14), due, due - 25 * DAY, long_ago) == 28
    assert reached((28, 14), due, due - 24 * DAY, long_ago) is None
    assert reached((28, 14), due, due - 14 * DAY, due - 14 * DAY) is None
    assert due_day(uk("2027-01-29T07:59")) == due - DAY


def test_a_reminder_says_nothing_of_the_answers():
    asked(running(), started_at=DUE - 50 * DAY, questions_total=65, questions_complete=60)
    mornings("2027-01-22", 1)
    mail = Message.objects.get()
    assert mail.subject == "A return is due soon"
    assert "5 of 65 questions left." in mail.text
    assert "Open the return" in mail.html
