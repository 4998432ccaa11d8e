"""How dates and times are written on screen and in mail: "Friday 30 January 2026, 5pm", local time."""

import calendar
from datetime import date, datetime, timedelta

from django.utils import dateformat, timezone

from portal.languages import current_language

NOON = 12
MONTHS = 12
SATURDAY = 5
FIRST_MONTH_OF_YEAR = 9  # a programme year runs with the school year


def format_day(value: date | datetime | None) -> str:
    """A day: "Friday 30 January 2026". Moments are taken in local time; nothing gives an empty text.

    On a page in another language, in its words.
    """
    if not value:
        return ""
    if isinstance(value, datetime):
        value = _local(value)
    if not current_language().is_main:
        return dateformat.format(value, "l j F Y")
    return f"{value:%A} {value.day} {value:%B %Y}"


def format_time(value: datetime) -> str:
    """A time of day: "5pm", "5:30pm", "noon", "midnight"."""
    value = _local(value)
    if value.minute == 0 and value.hour in (0, NOON):
        return "noon" if value.hour else "midnight"
    hour = value.hour % NOON or NOON
    minutes = f":{value.minute:02d}" if value.minute else ""
    return f"{hour}{minutes}{'am' if value.hour < NOON else 'pm'}"


def format_moment(value: datetime | None) -> str:
    """A moment: "Friday 30 January 2026, 5pm"; nothing gives an empty text."""
    return f"{format_day(value)}, {format_time(value)}" if value else ""


def format_span(start: datetime, end: datetime) -> str:
    """From when to when, with the time zone: "Thursday 3 December 2026, 4pm to 5:30pm (GMT)"."""
    until = format_time(end) if format_day(start) == format_day(end) else format_moment(end)
    return f"{format_moment(start)} to {until} ({_local(end):%Z})"


def months_on(day: date, number: int) -> date:
    """The same day so many months later, or earlier below nought; the month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + number, MONTHS)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def working_day(day: date, step: int) -> date:
    """The day itself, or the nearest weekday before (-1) or after (1) it. Bank holidays are not known here."""
    while day.weekday() >= SATURDAY:
        day += timedelta(days=step)
    return day


def year_of(day: date) -> str:
    """The programme year that a day is in: "2026-27" from September 2026 to August 2027."""
    first = day.year if day.month >= FIRST_MONTH_OF_YEAR else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def year_after(year: str, number: int = 1) -> str:
    """The programme year after "2026-27": "2027-28"; a name in another form gets the same form back."""
    start = year[:4]
    if not start.isdigit():
        return year
    first = int(start) + number
    return f"{first}-{(first + 1) % 100:02d}" if "-" in year else str(first)


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value
