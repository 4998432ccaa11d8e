"""Days and meetings as iCalendar files (RFC 5545)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

REFRESH = timedelta(hours=12)


def event_at(*, key: str, stamped: datetime, start: date | datetime, summary: str, path: str) -> Event:
    """An event; `key` names it for good, `path` is the page it leads to."""
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    event = Event()
    event.add("uid", f"{key}@{urlsplit(base).hostname}")
    event.add("dtstamp", stamped)
    event.add("dtstart", start)
    event.add("summary", summary)
    event.add("url", f"{base}{path}")
    return event


def due_day(*, key: str, stamped: datetime, day: date, summary: str, path: str) -> Event:
    """A whole day on which something is due and which leaves the person free."""
    event = event_at(key=key, stamped=stamped, start=day, summary=summary, path=path)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def as_calendar(events: Iterable[Event], *, product: str, name: str = "") -> bytes:
    """The events as a file; with a name it is a calendar to follow, for which programs ask twice a day.

    `product` is its PRODID.
    """
    calendar = Calendar()
    calendar.add("prodid", product)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", REFRESH)
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())
