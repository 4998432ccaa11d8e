"""Events as iCalendar files, for anybody's calendar."""

from collections.abc import Iterable
from datetime import UTC

from icalendar import Event

from portal.ical import as_calendar, event_at
from publications.models import EventPage

PRODUCT = "-//Safeguarding portal//Events//EN"


def calendar_of(events: Iterable[EventPage], name: str = "") -> bytes:
    """The events as a file; with a name, as a calendar to follow."""
    return as_calendar(map(_entry, events), product=PRODUCT, name=name)


def _entry(page: EventPage) -> Event:
    """One event. Times are in UTC, which every calendar shows in its owner's own."""
    entry = event_at(
        key=f"event-{page.pk}",
        stamped=page.last_published_at or page.latest_revision_created_at or page.starts_at,
        start=page.starts_at.astimezone(UTC),
        summary=page.title,
        path=page.get_url() or "",
    )
    entry.add("dtend", page.ends_at.astimezone(UTC))
    entry.add("location", page.place or page.online_link)
    entry.add("description", "\n".join(filter(None, [page.introduction, page.booking_words, page.online_link])))
    return entry
