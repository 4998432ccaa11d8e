"""Deadlines are fair: the server's clock, UK time, to the second, also when the clocks change (bars R10)."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.template import Context, Template

from audit_forms.organisations.tests.factories import OrganisationFactory
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments.forms import DeadlineForm
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.tests.factories import expect
from audit_forms.self_assessments.tracker import standing

LONDON = ZoneInfo("Europe/London")
HOUR = datetime.timedelta(hours=1)


def uk(text):
    """A moment in UK time."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=LONDON)


def due(exercise, deadline):
    """The round, due at that moment."""
    Round.objects.filter(pk=exercise.pk).update(opens_at=deadline - 90 * 24 * HOUR, deadline=deadline)
    return Round.objects.get(pk=exercise.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("now", "overdue"),
    [
        ("2027-01-30T23:59:58", False),
        ("2027-01-30T23:59:59", False),
        ("2027-01-31T00:00:00", True),
    ],
)
def test_the_last_second_of_the_day_still_counts(exercise, now, overdue):
    with time_machine.travel(uk("2027-01-20T12:00"), tick=False):
        audit_return = expect(due(exercise, uk("2027-01-30T23:59:59")), OrganisationFactory())
    with time_machine.travel(uk(now), tick=False):
        assert audit_return.is_overdue is overdue
        assert standing(audit_return.exercise).overdue == int(overdue)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("deadline", "in_time", "too_late"),
    [
        # 29 March 2026: 1am becomes 2am, so 2:30am UK time comes half an hour after 12:59am.
        ("2026-03-29T02:30:00+01:00", "2026-03-29T00:59:59+00:00", "2026-03-29T02:30:01+01:00"),
        # 25 October 2026: 2am becomes 1am, so 1:30am comes twice; the first one is meant.
        ("2026-10-25T01:30:00+01:00", "2026-10-25T01:29:59+01:00", "2026-10-25T01:29:59+00:00"),
        ("2028-02-29T17:00:00+00:00", "2028-02-29T17:00:00+00:00", "2028-02-29T17:00:01+00:00"),
    ],
    ids=["clocks go forward", "clocks go back", "leap day"],
)
def test_changes_of_clocks_and_leap_days_neither_give_nor_take_time(exercise, deadline, in_time, too_late):
    running = due(exercise, datetime.datetime.fromisoformat(deadline))
    with time_machine.travel(datetime.datetime.fromisoformat(in_time), tick=False):
        audit_return = expect(running, OrganisationFactory())
        assert not audit_return.is_overdue
    with time_machine.travel(datetime.datetime.fromisoformat(too_late), tick=False):
        assert audit_return.is_overdue


@pytest.mark.django_db
@pytest.mark.parametrize(("after", "late"), [(HOUR, False), (HOUR + datetime.timedelta(seconds=1), True)])
def test_what_comes_within_the_grace_is_in_time(exercise, after, late):
    running = due(exercise, uk("2027-01-30T17:00"))
    audit_return = expect(
        running, OrganisationFactory(), status=ReturnStatus.SUBMITTED, submitted_at=running.deadline + after
    )
    assert audit_return.is_late is late
    assert standing(running).late == int(late)


@pytest.mark.django_db
def test_a_late_draft_never_vanishes(exercise, client, unit):
    audit_return = expect(due(exercise, uk("2027-01-30T17:00")), OrganisationFactory(name="Slow School"))
    with time_machine.travel(uk("2029-01-30T17:00")):
        client.force_login(unit)
        page = client.get(f"/unit/rounds/{exercise.pk}/?overdue=on").content.decode()
        assert Return.objects.get(pk=audit_return.pk).is_editable
    assert "Slow School" in page


@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        ("30 January 2027", "5pm", "2027-01-30T17:00:00+00:00"),
        ("30/6/2027", "17:00", "2027-06-30T16:00:00+00:00"),
        ("29/2/2028", "11.59 pm", "2028-02-29T23:59:00+00:00"),
    ],
)
def test_what_is_typed_is_uk_time(day, at, moment):
    form = DeadlineForm({"day": day, "at": at})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["deadline"] == datetime.datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("day", "at", "field"),
    [
        ("29/2/2027", "5pm", "day"),
        ("28/3/2027", "1:30am", "at"),
        ("31/10/2027", "1:30am", "at"),
        ("1/3/2027", "25:00", "at"),
        ("", "5pm", "day"),
        ("1/3/2027", "", "at"),
    ],
    ids=["no leap year", "hour that is skipped", "hour that comes twice", "no such hour", "no day", "no time"],
)
def test_a_moment_that_does_not_exist_is_refused(day, at, field):
    assert list(DeadlineForm({"day": day, "at": at}).errors) == [field]


def test_a_deadline_is_shown_with_its_day_in_local_time():
    shown = Template("{% load portal %}{{ when|moment }}").render(Context({"when": uk("2026-06-30T17:00")}))
    assert shown == "Tuesday 30 June 2026, 5pm"
