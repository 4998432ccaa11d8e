"""A moderation meeting as an iCalendar file: when, where and a link, because a calendar leaves our walls."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from audit_forms.case_audits.models import Moderation

PRODUCT = "-//Safeguarding portal//Moderation//EN"
USUAL_LENGTH = timedelta(hours=3)


def calendar_of(moderation: Moderation) -> bytes:
    """The meeting; nothing tells its theme or cases. `meets_at` must be set."""
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    event = Event()
    event.add("uid", f"moderation-{moderation.audit.reference}@{urlsplit(base).hostname}")
    event.add("sequence", moderation.version)
    event.add("dtstamp", moderation.meets_at)
    event.add("dtstart", moderation.meets_at)
    event.add("duration", USUAL_LENGTH)
    event.add("summary", "Moderation meeting")
    event.add("location", moderation.place)
    event.add("url", f"{base}{moderation.get_absolute_url()}")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
