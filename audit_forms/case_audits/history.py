"""What happened to an audit, told from decisions and the audit trail: who, what and when, never a case."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from audit_forms.case_audits.enums import Subject
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.timetable import WORDS
from audit_forms.case_audits.workflow import AUDIT
from portal.dates import format_day
from portal.trail.models import AuditTrail

WORDS_FOR = {
    "audit.planned": "Planned",
    "audit.plan_changed": "Plan changed",
    "audit.agencies_chosen": "Agencies chosen",
    "audit.governance_kept": "Information-governance note written",
    "audit.chair_named": "Chair named",
    "audit.dates_moved": "Dates moved",
    **{f"audit.{each.name}": each.words for each in AUDIT.transitions},
}
DECIDED = ("audit.agree", "audit.approve", "audit.send_back")
NOTE_KEPT = "audit.governance_kept"


@dataclass(frozen=True)
class Event:
    """One thing that happened."""

    at: datetime
    who: Any
    words: str
    details: tuple[str, ...] = ()


def history_of(audit: CaseAudit) -> list[Event]:
    """Everything that happened to the audit, newest first; notes of decisions stand beside them."""
    notes = [each.note for each in audit.approvals.all() if each.subject == Subject.PLAN]
    events = []
    for entry in AuditTrail.objects.about(audit).filter(action__in=WORDS_FOR).select_related("actor"):
        note = notes.pop(0) if entry.action in DECIDED and notes else ""
        details = (note,) if note else _details(entry)
        events.append(Event(entry.at, entry.actor or "The portal", WORDS_FOR[entry.action], details))
    return events[::-1]


def note_kept(audit: CaseAudit) -> AuditTrail | None:
    """The entry by which the information-governance note became what it is: who wrote it, and when."""
    found: AuditTrail | None = (
        AuditTrail.objects.about(audit).filter(action=NOTE_KEPT).select_related("actor").order_by("pk").last()
    )
    return found


def _details(entry: AuditTrail) -> tuple[str, ...]:
    """Which dates moved from when to when."""
    if entry.action != "audit.dates_moved":
        return ()
    old, new = entry.data["old"], entry.data["new"]
    return tuple(f"{WORDS[name]}: {_day(new[name])}, before {_day(old[name])}" for name in WORDS if name in new)


def _day(text: str) -> str:
    return format_day(date.fromisoformat(text))
