"""A moderation meeting as an iCalendar file: when, where and a link, because a calendar leaves our walls."""

from datetime import datetime, timedelta

from audit_forms.case_audits.models import Moderation
from portal.ical import as_calendar, event_at

PRODUCT = "-//Safeguarding portal//Moderation//EN"
USUAL_LENGTH = timedelta(hours=3)


def calendar_of(moderation: Moderation, meets_at: datetime) -> bytes:
    """The meeting at that time; nothing tells its theme or cases."""
    event = event_at(
        key=f"moderation-{moderation.audit.reference}",
        stamped=meets_at,
        start=meets_at,
        summary="Moderation meeting",
        path=moderation.get_absolute_url(),
    )
    event.add("sequence", moderation.version)
    event.add("duration", USUAL_LENGTH)
    event.add("location", moderation.place)
    return as_calendar([event], product=PRODUCT)
