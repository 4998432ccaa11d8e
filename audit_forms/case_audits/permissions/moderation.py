"""Who runs the moderation, grades blind, agrees and dissents."""

from typing import Any

from audit_forms.case_audits.enums import (
    AGENCY_STATUSES,
    AuditStatus,
)
from audit_forms.case_audits.models import Case, CaseAudit, Involvement
from audit_forms.case_audits.permissions.cases import is_running
from audit_forms.case_audits.workflow import AUDIT
from portal.accounts.permissions import is_business_unit


def chairs(user: Any, audit: CaseAudit) -> bool:
    """Whether the person chairs the audit."""
    return bool(user.is_authenticated and user.is_active and audit.chair_id == user.pk)


def runs_moderation(user: Any, audit: CaseAudit) -> bool:
    """The chair and the Business Unit run the meeting: open it, write what is agreed, note who came."""
    return is_business_unit(user) or chairs(user, audit)


def can_arrange_moderation(user: Any, audit: CaseAudit) -> bool:
    """The Business Unit sets date, place and papers until the meeting has ended."""
    return is_business_unit(user) and (audit.status in AGENCY_STATUSES or audit.status == AuditStatus.MODERATION)


def can_grade_blind(user: Any, involvement: Involvement) -> bool:
    """The agency's countersigned auditor enters grades until moderation opens."""
    own = Involvement.objects.to_grade_blind(user).filter(pk=involvement.pk)
    return is_running(involvement) and bool(own.exists())


def can_excuse(user: Any, audit: CaseAudit) -> bool:
    """The chair excuses a return that is not accepted, before moderation opens."""
    return chairs(user, audit) and audit.status in AGENCY_STATUSES


def can_open_moderation(user: Any, audit: CaseAudit) -> bool:
    """The chair or the Business Unit opens moderation after quality assurance."""
    return runs_moderation(user, audit) and AUDIT.is_allowed("open_moderation", audit.status)


def can_end_moderation(user: Any, audit: CaseAudit) -> bool:
    """The chair ends it."""
    return chairs(user, audit) and AUDIT.is_allowed("end_moderation", audit.status)


def can_reopen_moderation(user: Any, audit: CaseAudit) -> bool:
    """The chair or the Business Unit opens it again, with a reason, as long as the report is drafted."""
    return runs_moderation(user, audit) and AUDIT.is_allowed("reopen_moderation", audit.status)


def can_note_attendance(user: Any, audit: CaseAudit) -> bool:
    """The chair and the Business Unit note who came, in the meeting and afterwards while the report is written."""
    open_to = (AuditStatus.MODERATION, AuditStatus.REPORT_DRAFTED)
    return audit.status in open_to and runs_moderation(user, audit)


def can_tag_audit(user: Any, audit: CaseAudit) -> bool:
    """The chair and the Business Unit tag what the audit as a whole teaches, in the meeting."""
    return audit.status == AuditStatus.MODERATION and runs_moderation(user, audit)


def can_read_moderated(user: Any, case: Case) -> bool:
    """Whether the person sees the agencies' grades of the case side by side now."""
    return bool(Case.objects.moderated_by(user).filter(pk=case.pk).exists())


def can_agree_grades(user: Any, case: Case) -> bool:
    """The chair and the Business Unit write what is agreed, in the meeting, unless they have a conflict of interest."""
    in_meeting = case.audit.status == AuditStatus.MODERATION and runs_moderation(user, case.audit)
    return in_meeting and can_read_moderated(user, case)


def dissenting_part(user: Any, case: Case) -> Involvement | None:
    """The part for whose agency the person may write a dissent now: as its auditor, in the meeting."""
    if case.audit.status != AuditStatus.MODERATION:
        return None
    found: Involvement | None = Involvement.objects.to_grade_blind(user).filter(case=case).first()
    return found
