"""The next dates: events of the site, and what the newest newsletter's diary names besides."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from publications.models import EventPage, NewsletterPage
from publications.rows import Part, rows_of


@dataclass(frozen=True)
class ComingDate:
    """One date: the day, what it is, time and place, and its page where it has one."""

    day: date
    what: str
    details: str
    page: EventPage | None = None


def next_dates(count: int) -> list[ComingDate]:
    """The next dates, the nearest first; what is an event and stands in the diary too is named once."""
    found = rows_of(
        Part("events", EventPage.objects.for_reader().coming(timezone.now()), count, text="introduction"),
        Part("diary", NewsletterPage.objects.for_reader().newest_first(), 1, text="diary", day="published_on"),
    )
    events = [_of_event(row.page) for row in found["events"]]
    known = {(each.day, _plain(each.what)) for each in events}
    numbers = {each.page.pk for each in events if each.page}
    others = [
        each
        for number, each in _diary(found["diary"], timezone.localdate())
        if number not in numbers and (each.day, _plain(each.what)) not in known
    ]
    return sorted([*events, *others], key=lambda each: each.day)[:count]


def _of_event(event: EventPage) -> ComingDate:
    times = event.when.partition(", ")[2]
    return ComingDate(event.listed_on, event.title, ", ".join(part for part in (times, event.where) if part), event)


def _diary(issues: Iterable[Any], today: date) -> list[tuple[int | None, ComingDate]]:
    """Dates of the newest newsletter as they are stored, each with the number of the event it names."""
    entries: list[dict[str, Any]] = [block["value"] for issue in issues for block in json.loads(issue.text)]
    dates = [
        (entry.get("event"), ComingDate(date.fromisoformat(entry["day"]), entry["what"], entry.get("details") or ""))
        for entry in entries
    ]
    return [(number, each) for number, each in dates if each.day >= today]


def _plain(words: str) -> str:
    return " ".join(words.lower().split())
