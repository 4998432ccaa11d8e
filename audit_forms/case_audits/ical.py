"""The programme as an iCalendar file: which step of which audit is when, and a link; no theme leaves our walls."""

from collections.abc import Iterable, Iterator

from icalendar import Event

from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.timetable import WORDS, day_of, names_left
from portal.ical import as_calendar, due_day

PRODUCT = "-//Safeguarding portal//Programme of case audits//EN"


def programme_calendar(audits: Iterable[CaseAudit]) -> bytes:
    """What is still to come in these audits, as a calendar that programs ask for twice a day."""
    events = (event for audit in audits for event in _events(audit))
    return as_calendar(events, product=PRODUCT, name="Case audits")


def _events(audit: CaseAudit) -> Iterator[Event]:
    for name in names_left(audit.status):
        event = due_day(
            key=f"{audit.reference}-{name}",
            stamped=audit.programme.created_at,
            day=day_of(audit, name),
            summary=f"Case audit {audit.reference}: {WORDS[name]}",
            path=audit.get_absolute_url(),
        )
        event.add("sequence", audit.version)
        yield event
