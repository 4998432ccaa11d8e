"""When a return is reminded of: days counted in UK time, whatever the clocks do (bars R10)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from audit_forms.self_assessments.models import Round
from portal.dates import format_day, format_moment

MORNING = time(8)
# The day after it was due, then every week, for eight weeks.
OVERDUE_DAYS = tuple(-1 - 7 * week for week in range(8))
# A reminder whose morning the portal spent switched off still goes, unless it is older than this.
CATCH_UP = 3


def is_morning_over(now: datetime) -> bool:
    """Whether it is 8am or later, UK time."""
    return timezone.localtime(now).time() >= MORNING


def due_day(deadline: datetime) -> date:
    """The last day on whose morning there is still time: a deadline before 8am belongs to the day before."""
    local = timezone.localtime(deadline)
    return local.date() if local.time() >= MORNING else local.date() - timedelta(days=1)


def days_of(exercise: Round) -> tuple[int, ...]:
    """The days on which the round reminds, the first one first; negative ones are after the day it is due."""
    return (*exercise.reminder_days, *(OVERDUE_DAYS if exercise.reminds_overdue else ()))


def reached(days: Iterable[int], due_on: date, today: date, asked_on: date) -> int | None:
    """The reminder whose turn it is: the latest one reached, within the last three days and after it was asked for.

    None where there is none: between two turns, or after the last.
    """
    left = (due_on - today).days
    latest = min((day for day in days if day >= left), default=None)
    if latest is None or latest - left > CATCH_UP:
        return None
    return latest if due_on - timedelta(days=latest) > asked_on else None


def in_words(deadline: datetime, days: int) -> str:
    """How the deadline stands, as it is told today: "due in 7 days, on Friday 30 January 2026, 5pm (UK time)"."""
    if days < 0:
        return f"was due {format_moment(deadline)} (UK time) and can still be submitted"
    when = {0: "due today", 1: "due tomorrow"}.get(days, f"due in {days} days")
    return f"{when}, {format_moment(deadline)} (UK time)"


def changes_in_words(due_on: date, days: int) -> str:
    """The same for changes that were asked for by a day."""
    if days < 0:
        return f"changes were wanted by {format_day(due_on)}"
    return f"changes are wanted by {format_day(due_on)}"
