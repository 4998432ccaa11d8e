"""What other pages show of the programme: what waits for the reader, a status, and how methods have worked."""

from typing import Any

from django import template

from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.method_record import records
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.timetable import Drawing
from audit_forms.case_audits.waiting import waiting_for

register = template.Library()

COLOURS = {
    AuditStatus.DRAFT: "grey",
    AuditStatus.AGREED: "light-blue",
    AuditStatus.APPROVED: "blue",
    AuditStatus.RUNNING: "teal",
    AuditStatus.QUALITY_ASSURANCE: "yellow",
    AuditStatus.MODERATION: "purple",
    AuditStatus.CLOSED: "grey",
}
SHOWN = 8


@register.inclusion_tag("case_audits/parts/waiting.html", takes_context=True)
def audits_waiting(context: dict[str, Any], title: str = "Case audits") -> dict[str, Any]:
    """On a first page: what waits for this reader in case audits, with dates; nothing where nothing does."""
    lines = waiting_for(context["request"].user)
    return {"lines": lines[:SHOWN], "more": max(0, len(lines) - SHOWN), "title": title}


@register.inclusion_tag("components/tag.html")
def audit_status(audit: CaseAudit) -> dict[str, str]:
    """The state of an audit as a tag."""
    return {"text": audit.get_status_display(), "colour": COLOURS.get(AuditStatus(audit.status), "green")}


@register.inclusion_tag("case_audits/parts/method_record.html")
def method_record() -> dict[str, Any]:
    """Beside the choice of a method: how audits by each have gone so far."""
    known = records()
    return {"records": known, "is_empty": not any(each.number for each in known)}


@register.inclusion_tag("case_audits/parts/timetable.html")
def timetable(drawing: Drawing | None, name: str = "timetable") -> dict[str, Any]:
    """The drawn timetable of one audit or of a year; the page shows the same dates as a table."""
    return {"drawing": drawing, "name": name}
