"""Dates and times as people read them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

from portal import dates


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 1, 30, 17, 0, tzinfo=UTC), "Friday 30 January 2026, 5pm"),
        (datetime(2026, 1, 30, 9, 5, tzinfo=UTC), "Friday 30 January 2026, 9:05am"),
        (datetime(2026, 7, 1, 16, 0, tzinfo=UTC), "Wednesday 1 July 2026, 5pm"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "Thursday 2 July 2026, 12:30am"),
        (datetime(2026, 1, 30, 12, 0, tzinfo=UTC), "Friday 30 January 2026, noon"),
        (datetime(2026, 1, 30, 0, 0, tzinfo=UTC), "Friday 30 January 2026, midnight"),
        (datetime(2026, 1, 30, 23, 59, tzinfo=UTC), "Friday 30 January 2026, 11:59pm"),
        (None, ""),
    ],
)
def test_moment_is_written_in_local_time_in_words(moment, words):
    assert dates.format_moment(moment) == words


def test_filters_take_moments_days_and_nothing():
    template = Template("{% load portal %}{{ when|moment }}|{{ when|day }}|{{ day|moment }}|{{ nothing|moment }}")
    context = Context({"when": datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "day": date(2026, 2, 3), "nothing": None})
    assert template.render(context) == "Wednesday 1 July 2026, 12:30am|Wednesday 1 July 2026|Tuesday 3 February 2026|"


@pytest.mark.parametrize(
    ("day", "number", "there"),
    [
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), -12, date(2027, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2027, 1, 15), -1, date(2026, 12, 15)),
    ],
)
def test_months_on_keep_the_day_or_take_the_last_one(day, number, there):
    assert dates.months_on(day, number) == there
