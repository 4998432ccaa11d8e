"""What a person may do with a case audit. Each answer looks at the person, the audit or part, and its state."""

from typing import Any

from audit_forms.case_audits.enums import AGENCY_STATUSES, FOLLOWED_STATUSES, AuditStatus, InvolvementStatus
from audit_forms.case_audits.models import Case, CaseAudit, Involvement, Report
from audit_forms.case_audits.workflow import AUDIT, INVOLVEMENT
from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Organisation
from audit_forms.organisations.permissions import holds_role
from portal.accounts.enums import Role
from portal.accounts.permissions import has_role, is_business_unit


def can_see_programme(user: Any) -> bool:
    """The Business Unit, the group and the Executive read every plan; a chair comes by their audit's own page."""
    return is_business_unit(user) or is_group(user) or is_executive(user)


def is_group(user: Any) -> bool:
    """Whether the person sits on the Quality and Impact Group."""
    return has_role(user, Role.QUALITY_AND_IMPACT_GROUP)


def is_executive(user: Any) -> bool:
    """Whether the person sits on the Executive."""
    return has_role(user, Role.EXECUTIVE)


def can_plan(user: Any) -> bool:
    """The group plans the year, and the Business Unit for it."""
    return is_business_unit(user) or is_group(user)


def can_change_plan(user: Any, audit: CaseAudit) -> bool:
    """What the group has not agreed may still be changed; what was agreed is sent back first."""
    return can_plan(user) and audit.status == AuditStatus.DRAFT


def can_agree(user: Any, audit: CaseAudit) -> bool:
    """The group agrees a plan."""
    return is_group(user) and AUDIT.is_allowed("agree", audit.status)


def can_approve(user: Any, audit: CaseAudit) -> bool:
    """The Executive approves the theme, or sends the plan back."""
    return is_executive(user) and AUDIT.is_allowed("approve", audit.status)


def can_keep_governance(user: Any, audit: CaseAudit) -> bool:
    """The Business Unit keeps the information-governance note, the agencies and the chair until the start."""
    return is_business_unit(user) and audit.is_planned


def can_start(user: Any, audit: CaseAudit) -> bool:
    """The Business Unit starts what the Executive has approved."""
    return is_business_unit(user) and AUDIT.is_allowed("start", audit.status)


def can_keep_cases(user: Any, audit: CaseAudit) -> bool:
    """The Business Unit adds and withdraws cases from the approval until moderation."""
    return is_business_unit(user) and (audit.status in AGENCY_STATUSES or audit.status == AuditStatus.APPROVED)


def can_read_identity(user: Any, case: Case) -> bool:
    """Whether the person may open who the child is, giving a reason."""
    return bool(Case.objects.identifiable_by(user).filter(pk=case.pk).exists())


def leads_involvement(user: Any, involvement: Involvement) -> bool:
    """Whether the person leads the agency and has no conflict of interest in the case."""
    return bool(Involvement.objects.led_by(user).filter(pk=involvement.pk).exists())


def audits_involvement(user: Any, involvement: Involvement) -> bool:
    """Whether the person is the agency's auditor of the case now."""
    return bool(Involvement.objects.audited_by(user).without_conflict(user).filter(pk=involvement.pk).exists())


def is_running(involvement: Involvement) -> bool:
    """Whether agencies still work on the audit."""
    return involvement.case.audit.status in AGENCY_STATUSES


def can_answer(user: Any, involvement: Involvement, verb: str) -> bool:
    """The agency's lead says whether it is involved; `verb` names the transition."""
    allowed = INVOLVEMENT.is_allowed(verb, involvement.status) and is_running(involvement)
    return allowed and leads_involvement(user, involvement)


def can_name_auditor(user: Any, involvement: Involvement) -> bool:
    """The agency's lead names an auditor, or another, until moderation."""
    replaceable = (InvolvementStatus.ACKNOWLEDGED, InvolvementStatus.AUDITOR_NAMED, InvolvementStatus.COUNTERSIGNED)
    return involvement.status in replaceable and is_running(involvement) and leads_involvement(user, involvement)


def can_declare(user: Any, involvement: Involvement) -> bool:
    """The named auditor declares their independence, or a conflict of interest at any later time."""
    named = (InvolvementStatus.AUDITOR_NAMED, InvolvementStatus.COUNTERSIGNED)
    return involvement.status in named and audits_involvement(user, involvement)


def can_countersign(user: Any, involvement: Involvement) -> bool:
    """The agency's lead countersigns somebody else's declaration."""
    named = INVOLVEMENT.is_allowed("countersign", involvement.status) and is_running(involvement)
    return named and leads_involvement(user, involvement) and not audits_involvement(user, involvement)


def can_draft_report(user: Any, audit: CaseAudit) -> bool:
    """The chair, and the Business Unit for them, once moderation has ended."""
    return audit.status == AuditStatus.REPORT_DRAFTED and _chairs(user, audit)


def can_write_report(user: Any, report: Report) -> bool:
    """The chair and the Business Unit write it until the group has approved it."""
    return can_draft_report(user, report.audit)


def can_approve_report(user: Any, report: Report) -> bool:
    """The group approves the report."""
    return is_group(user) and AUDIT.is_allowed("approve_report", report.audit.status)


def can_open_report_again(user: Any, report: Report) -> bool:
    """The chair and the Business Unit take it back to change it, until its pages are published."""
    return AUDIT.is_allowed("send_report_back", report.audit.status) and _chairs(user, report.audit)


def can_make_pages(user: Any, report: Report) -> bool:
    """The Business Unit makes the pages of an approved report."""
    return is_business_unit(user) and AUDIT.is_allowed("publish", report.audit.status) and not report.has_pages


def can_publish_report(user: Any, report: Report) -> bool:
    """Somebody else of the Business Unit than whoever made its pages publishes them: two people (bars S26)."""
    ready = report.has_pages and AUDIT.is_allowed("publish", report.audit.status)
    return ready and is_business_unit(user) and report.pages_made_by_id != user.pk


def _chairs(user: Any, audit: CaseAudit) -> bool:
    return is_business_unit(user) or bool(user.is_authenticated and user.is_active and audit.chair_id == user.pk)


def can_enter_feedback(user: Any, audit: CaseAudit, organisation: Organisation) -> bool:
    """Leads and auditors of an agency that was asked say how they told their staff, from publication on."""
    asked = audit.status in FOLLOWED_STATUSES and audit.asked.filter(organisation=organisation).exists()
    return asked and holds_role(user, organisation, MembershipRole.LEAD, MembershipRole.AUDITOR)


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
