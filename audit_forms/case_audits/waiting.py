"""What waits for whom in the programme, and by when; every home page shows its reader's part of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from audit_forms.case_audits.enums import PLANNED_STATUSES, AuditStatus
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.permissions import is_executive, is_group
from audit_forms.case_audits.services.starting import in_words, missing_for_start
from audit_forms.case_audits.timetable import day_of
from portal.accounts.permissions import is_business_unit

GROUP, EXECUTIVE = "The Quality and Impact Group", "The Executive"
UNIT, CHAIR, AGENCIES = "The Business Unit", "The chair", "The agencies"


@dataclass(frozen=True)
class NextStep:
    """What an audit waits for: who does what, and the day by which the timetable wants it."""

    who: str
    what: str
    name: str


NEXT = {
    AuditStatus.DRAFT: NextStep(GROUP, "agrees the plan", "opens_at"),
    AuditStatus.AGREED: NextStep(EXECUTIVE, "approves the plan or sends it back", "opens_at"),
    AuditStatus.APPROVED: NextStep(UNIT, "prepares and starts the audit", "opens_at"),
    AuditStatus.RUNNING: NextStep(AGENCIES, "send their audits", "deadline"),
    AuditStatus.QUALITY_ASSURANCE: NextStep(UNIT, "finishes quality assurance", "assurance_due_on"),
    AuditStatus.MODERATION: NextStep(CHAIR, "leads the moderation", "moderation_on"),
    AuditStatus.REPORT_DRAFTED: NextStep(CHAIR, "edits the report, and the group approves it", "approval_due_on"),
    AuditStatus.REPORT_APPROVED: NextStep(UNIT, "publishes the report", "publish_on"),
    AuditStatus.PUBLISHED: NextStep(UNIT, "reviews the impact", "impact_due_on"),
    AuditStatus.IMPACT_REVIEWED: NextStep(UNIT, "closes the audit", "impact_due_on"),
}


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a person: what, of which audit, by when, and where it is done."""

    audit: CaseAudit
    words: str
    day: date
    url: str

    @property
    def is_late(self) -> bool:
        """Whether its day has passed."""
        return self.day < timezone.localdate()


def next_step(audit: CaseAudit) -> NextStep | None:
    """What the audit waits for; None once it is closed."""
    return NEXT.get(AuditStatus(audit.status))


def next_day(audit: CaseAudit) -> date | None:
    """The day by which the next step is wanted."""
    step = next_step(audit)
    return day_of(audit, step.name) if step else None


def waiting_for(user: Any) -> list[Waiting]:
    """Everything that waits for the person, what is wanted first on top; each audit is one line at most."""
    audits = CaseAudit.objects.visible_to(user).exclude(status=AuditStatus.CLOSED).select_related("programme")
    found: dict[int, Waiting] = {}
    for audit in audits:
        words = next(_words_for(user, audit), "")
        day = next_day(audit)
        if words and day:
            found[audit.pk] = Waiting(audit, words, day, _address(user, audit))
    return sorted(found.values(), key=lambda each: (each.day, each.audit.pk))


def _words_for(user: Any, audit: CaseAudit) -> Iterator[str]:
    """What waits for this person in this audit, the weightiest first."""
    if is_group(user) and audit.status == AuditStatus.DRAFT:
        yield "A plan for the group to agree"
    if is_group(user) and audit.status == AuditStatus.REPORT_DRAFTED:
        yield "A report for the group to approve, once the chair has finished it"
    if is_executive(user) and audit.status == AuditStatus.AGREED:
        yield "A plan for the Executive to approve or send back"
    if is_business_unit(user):
        yield from _words_for_unit(audit)
    if audit.chair_id == user.pk:
        step = next_step(audit)
        if step:
            yield f"You chair this audit. {step.who} {step.what} next"


def _words_for_unit(audit: CaseAudit) -> Iterator[str]:
    if audit.status == AuditStatus.APPROVED:
        missing = missing_for_start(audit)
        yield f"Approved. Still missing: {in_words(missing)}" if missing else "Ready to start"
    elif audit.status in PLANNED_STATUSES and audit.missing_governance:
        yield f"The information-governance note still needs {in_words(audit.missing_governance)}"
    day = next_day(audit)
    if day and day < timezone.localdate():
        step = NEXT[AuditStatus(audit.status)]
        yield f"The date has passed by which {step.who[0].lower()}{step.who[1:]} {step.what}"


def _address(user: Any, audit: CaseAudit) -> str:
    name = "unit_audits:audit" if is_business_unit(user) else "programme:audit"
    return reverse(name, args=[audit.reference])
