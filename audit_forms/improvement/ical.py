"""A person's action dates as an iCalendar file: dates and links only, because a calendar leaves our walls."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from icalendar import Event

from audit_forms.improvement.models import Action, CalendarLink
from portal.accounts.services import hash_token
from portal.ical import as_calendar, due_day

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
    return as_calendar(events, product=PRODUCT, name="Actions that are due")


def _events(actions: Iterable[Action], address: str = "") -> Iterator[Event]:
    for action in actions:
        yield due_day(
            key=action.reference,
            stamped=action.opened_at,
            day=action.due_on,
            summary=f"Action due: {action.reference}",
            path=address or action.get_absolute_url(),
        )
