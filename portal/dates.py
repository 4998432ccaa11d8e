"""How dates and times are written on screen and in mail: "Friday 30 January 2026, 5pm", local time."""

from datetime import date, datetime

from django.utils import timezone

NOON = 12


def format_day(value: date | datetime | None) -> str:
    """A day: "Friday 30 January 2026". Moments are taken in local time; nothing gives an empty text."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = _local(value)
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


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value
