"""Who drafts, approves and publishes the report, and follows it until practice has changed."""

from typing import Any

from django.db.models import QuerySet

from audit_forms.case_audits.enums import (
    FOLLOWED_STATUSES,
    AuditStatus,
)
from audit_forms.case_audits.models import CaseAudit, Report
from audit_forms.case_audits.permissions.moderation import runs_moderation
from audit_forms.case_audits.permissions.planning import can_see_programme, is_group
from audit_forms.case_audits.querysets import telling
from audit_forms.case_audits.workflow import AUDIT
from audit_forms.organisations.models import Organisation
from portal.accounts.permissions import is_business_unit


def can_draft_report(user: Any, audit: CaseAudit) -> bool:
    """The chair, and the Business Unit for them, once moderation has ended."""
    return audit.status == AuditStatus.REPORT_DRAFTED and runs_moderation(user, audit)


def can_write_report(user: Any, report: Report) -> bool:
    """The chair and the Business Unit write it until the group has approved it."""
    return can_draft_report(user, report.audit)


def can_approve_report(user: Any, report: Report) -> bool:
    """The group approves the report."""
    return is_group(user) and AUDIT.is_allowed("approve_report", report.audit.status)


def can_open_report_again(user: Any, report: Report) -> bool:
    """The chair and the Business Unit take it back to change it, until its pages are published."""
    return AUDIT.is_allowed("send_report_back", report.audit.status) and runs_moderation(user, report.audit)


def can_make_pages(user: Any, report: Report) -> bool:
    """The Business Unit makes the pages of an approved report."""
    return is_business_unit(user) and AUDIT.is_allowed("publish", report.audit.status) and not report.has_pages


def can_publish_report(user: Any, report: Report) -> bool:
    """Somebody else of the Business Unit than whoever made its pages publishes them: two people (bars S26)."""
    ready = report.has_pages and AUDIT.is_allowed("publish", report.audit.status)
    return ready and is_business_unit(user) and report.pages_made_by_id != user.pk


def agencies_told_by(user: Any, audit: CaseAudit) -> QuerySet[Organisation]:
    """The agencies asked whose staff the person tells what a published audit found, as their lead or auditor."""
    if audit.status not in FOLLOWED_STATUSES:
        return Organisation.objects.none()
    asked = audit.asked.filter(organisation__in=telling(user))
    return Organisation.objects.filter(pk__in=asked.values("organisation")).order_by("name")


def can_enter_feedback(user: Any, audit: CaseAudit, organisation: Organisation) -> bool:
    """Leads and auditors of an agency that was asked say how they told their staff, from publication on."""
    return agencies_told_by(user, audit).filter(pk=organisation.pk).exists()


def can_tell_staff(user: Any, audit: CaseAudit) -> bool:
    """Whether the person tells the staff of any agency that was asked."""
    return agencies_told_by(user, audit).exists()


def can_follow_up(user: Any, audit: CaseAudit) -> bool:
    """The Business Unit links training and writes questions for next year, until the audit is closed."""
    return is_business_unit(user) and audit.status in FOLLOWED_STATUSES - {AuditStatus.CLOSED}


def can_review_impact(user: Any, audit: CaseAudit) -> bool:
    """The Business Unit reviews the impact of a published audit, once."""
    return is_business_unit(user) and AUDIT.is_allowed("review_impact", audit.status)


def can_close(user: Any, audit: CaseAudit) -> bool:
    """The Business Unit closes an audit whose impact has been reviewed."""
    return is_business_unit(user) and AUDIT.is_allowed("close", audit.status)


def can_review_efficacy(user: Any, audit: CaseAudit) -> bool:
    """The group, and the Business Unit for it, review how a published audit was done."""
    return (is_group(user) or is_business_unit(user)) and audit.status in FOLLOWED_STATUSES


def can_compare_methods(user: Any) -> bool:
    """The group, the Executive and the Business Unit compare methods."""
    return can_see_programme(user)
