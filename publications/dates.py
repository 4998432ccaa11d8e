"""The next dates: events of the site, and what the newest newsletter's diary names besides."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from publications.models import EventPage, NewsletterPage

# Of an event's columns a list of dates needs only these (bars P2).
COLUMNS = ("title", "slug", "url_path", "starts_at", "ends_at", "place", "online_link")


@dataclass(frozen=True)
class ComingDate:
    """One date: the day, what it is, time and place, and its page where it has one."""

    day: date
    what: str
    details: str
    page: EventPage | None = None


def next_dates(count: int) -> list[ComingDate]:
    """The next dates, the nearest first; what is an event and stands in the diary too is named once."""
    events = list(EventPage.objects.readable().coming(timezone.now()).only(*COLUMNS)[:count])
    dates = [_of_event(event) for event in events]
    known = {(each.day, _plain(each.what)) for each in dates}
    numbers = {event.pk for event in events}
    dates += [
        each
        for number, each in _diary(timezone.localdate())
        if number not in numbers and (each.day, _plain(each.what)) not in known
    ]
    return sorted(dates, key=lambda each: each.day)[:count]


def _of_event(event: EventPage) -> ComingDate:
    times = event.when.partition(", ")[2]
    return ComingDate(event.listed_on, event.title, ", ".join(part for part in (times, event.where) if part), event)


def _diary(today: date) -> list[tuple[int | None, ComingDate]]:
    """Dates of the newest newsletter, each with the number of the event it names."""
    newest = NewsletterPage.objects.readable().newest_first().only("diary").first()
    # As they are stored: making blocks of them would fetch the event that each may name.
    entries: list[dict[str, Any]] = [block["value"] for block in newest.diary.raw_data] if newest else []
    dates = [
        (entry.get("event"), ComingDate(date.fromisoformat(entry["day"]), entry["what"], entry.get("details") or ""))
        for entry in entries
    ]
    return [(number, each) for number, each in dates if each.day >= today]


def _plain(words: str) -> str:
    return " ".join(words.lower().split())
