"""What is known of how each method of auditing has worked, from the dates of audits that were published."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.timetable import day_of
from publications.enums import AuditMethod

ENDED = (AuditStatus.PUBLISHED, AuditStatus.IMPACT_REVIEWED, AuditStatus.CLOSED)


@dataclass(frozen=True)
class Record:
    """How many audits by one method have ended, and the days that the middle one took from start to publication."""

    method: AuditMethod
    number: int
    days: int | None


def records() -> list[Record]:
    """One for each method, in the order in which methods are offered; one query."""
    days = defaultdict(list)
    for audit in CaseAudit.objects.filter(status__in=ENDED):
        days[audit.method].append((audit.publish_on - day_of(audit, "opens_at")).days)
    return [
        Record(method, len(days[method]), round(median(days[method])) if days[method] else None)
        for method in AuditMethod
    ]
