"""The programme as an iCalendar file: which step of which audit is when, and a link; no theme leaves our walls."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.timetable import WORDS, day_of, names_left
from audit_forms.improvement.ical import REFRESH

PRODUCT = "-//Safeguarding portal//Programme of case audits//EN"


def programme_calendar(audits: Iterable[CaseAudit]) -> bytes:
    """What is still to come in these audits, as a calendar that programs ask for twice a day."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Case audits")
    calendar.add("refresh-interval", REFRESH)
    for audit in audits:
        for event in _events(audit):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(audit: CaseAudit) -> Iterator[Event]:
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    host = urlsplit(base).hostname
    for name in names_left(audit.status):
        day = day_of(audit, name)
        event = Event()
        event.add("uid", f"{audit.reference}-{name}@{host}")
        event.add("dtstamp", audit.programme.created_at)
        event.add("sequence", audit.version)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", f"Case audit {audit.reference}: {WORDS[name]}")
        event.add("url", f"{base}{audit.get_absolute_url()}")
        event.add("transp", "TRANSPARENT")
        yield event
