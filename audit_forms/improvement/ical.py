"""A person's action dates as an iCalendar file: dates and links only, because a calendar leaves our walls."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from audit_forms.improvement.models import Action, CalendarLink
from portal.accounts.services import hash_token

REFRESH = timedelta(hours=12)
PRODUCT = "-//Safeguarding portal//Action dates//EN"


def owner_of(token: str) -> Any:
    """Whose calendar the secret address opens; None for one that is unknown, ended, or of somebody switched off."""
    link = CalendarLink.objects.select_related("user").filter(token_hash=hash_token(token)).first()
    return link.user if link and link.user.is_active else None


def calendar_for(user: Any) -> bytes:
    """What the person has to do or to follow: the actions of their organisations, and of their trust's schools."""
    own = Action.objects.visible_to(user).to_do()
    schools = Action.objects.status_visible_to(user).to_do().exclude(pk__in=own.values("pk"))
    events = [*_events(own), *_events(schools, reverse("improvement:organisations"))]
    return as_calendar(events)


def _events(actions: Iterable[Action], address: str = "") -> Iterator[Event]:
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    host = urlsplit(base).hostname
    for action in actions:
        event = Event()
        event.add("uid", f"{action.reference}@{host}")
        event.add("dtstamp", action.opened_at)
        event.add("dtstart", action.due_on)
        event.add("dtend", action.due_on + timedelta(days=1))
        event.add("summary", f"Action due: {action.reference}")
        event.add("url", f"{base}{address or action.get_absolute_url()}")
        event.add("transp", "TRANSPARENT")
        yield event


def as_calendar(events: Iterable[Event]) -> bytes:
    """The events as a calendar that programs ask for twice a day."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Actions that are due")
    calendar.add("refresh-interval", REFRESH)
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())
