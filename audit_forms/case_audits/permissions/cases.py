"""Who keeps cases, opens identities, and does what in an agency's part."""

from typing import Any

from audit_forms.case_audits.enums import (
    AGENCY_STATUSES,
    AuditStatus,
    InvolvementStatus,
)
from audit_forms.case_audits.models import Case, CaseAudit, CaseIdentity, Involvement
from audit_forms.case_audits.workflow import INVOLVEMENT
from audit_forms.organisations.models import Membership
from audit_forms.returns.enums import EXTENDABLE_STATUSES, ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.returns.permissions import can_assure
from portal.accounts.permissions import is_business_unit


def can_keep_cases(user: Any, audit: CaseAudit) -> bool:
    """The Business Unit adds and withdraws cases from the approval until moderation."""
    return is_business_unit(user) and (audit.status in AGENCY_STATUSES or audit.status == AuditStatus.APPROVED)


def can_correct_identity(user: Any, case: Case) -> bool:
    """The Business Unit writes down anew who the child is, where the audit keeps that and it has not been erased."""
    erased = CaseIdentity.objects.filter(case=case, erased_at__isnull=False).exists()
    return case.is_active and case.audit.uses_vault and not erased and can_keep_cases(user, case.audit)


def can_ask_more(user: Any, audit: CaseAudit) -> bool:
    """The Business Unit asks further agencies while agencies work on the audit."""
    return is_business_unit(user) and audit.status in AGENCY_STATUSES


def can_chase(user: Any, audit: CaseAudit) -> bool:
    """The Business Unit chases while agencies work on the audit."""
    return is_business_unit(user) and audit.status in AGENCY_STATUSES


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


def can_report_conflict(user: Any, involvement: Involvement, person: Any) -> bool:
    """Its auditor or a lead of themselves; its lead or the Business Unit of anybody who is or was in the agency."""
    if user.pk == person.pk:
        return audits_involvement(user, involvement) or leads_involvement(user, involvement)
    knows = is_business_unit(user) and Involvement.objects.visible_to(user).filter(pk=involvement.pk).exists()
    belongs = Membership.objects.filter(organisation=involvement.organisation_id, user=person).exists()
    return bool(belongs and (knows or leads_involvement(user, involvement)))


def can_see_part(user: Any, involvement: Involvement) -> bool:
    """Its lead and its auditor open the agency's page of a case; the Business Unit has pages of its own."""
    return leads_involvement(user, involvement) or audits_involvement(user, involvement)


def can_check_quality(user: Any, audit_return: Return) -> bool:
    """Whoever of the Business Unit may assure the audit goes through the checklist while it waits for a decision."""
    return audit_return.status == ReturnStatus.SUBMITTED and can_assure(user, audit_return)


def can_give_time(user: Any, involvement: Involvement) -> bool:
    """The Business Unit gives an agency more time for an audit that it still works on."""
    begun = involvement.audit_return is not None and involvement.audit_return.status in EXTENDABLE_STATUSES
    return begun and is_running(involvement) and is_business_unit(user)
