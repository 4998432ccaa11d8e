"""Who plans, decides on, prepares and starts an audit."""

from typing import Any

from audit_forms.case_audits.enums import (
    AGREED_MATERIAL_STATUSES,
    AuditStatus,
)
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.workflow import AUDIT
from portal.accounts.enums import Role
from portal.accounts.permissions import has_role, is_business_unit


def can_see_programme(user: Any) -> bool:
    """The Business Unit, the group and the Executive read every plan; a chair comes by their audit's own page."""
    return is_business_unit(user) or is_group(user) or is_executive(user)


def can_open_programme(user: Any) -> bool:
    """Whoever sees the whole programme, and chairs, who see their own audits there."""
    return can_see_programme(user) or chairs_an_audit(user)


def chairs_an_audit(user: Any) -> bool:
    """Whether the person has been named as the chair of any audit."""
    return bool(user.is_authenticated and user.is_active and CaseAudit.objects.filter(chair=user).exists())


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


def can_name_chair(user: Any, audit: CaseAudit) -> bool:
    """The Business Unit names the chair, or another, until the moderation has ended."""
    return is_business_unit(user) and audit.status not in AGREED_MATERIAL_STATUSES


def can_move_dates(user: Any, audit: CaseAudit) -> bool:
    """The Business Unit moves what is still to come; a draft's dates are changed with the plan."""
    return is_business_unit(user) and audit.status not in (
        AuditStatus.DRAFT,
        AuditStatus.IMPACT_REVIEWED,
        AuditStatus.CLOSED,
    )


def can_close_returns(user: Any, audit: CaseAudit) -> bool:
    """The Business Unit says that the returns are in and quality assurance begins."""
    return is_business_unit(user) and AUDIT.is_allowed("close_returns", audit.status)


def can_start(user: Any, audit: CaseAudit) -> bool:
    """The Business Unit starts what the Executive has approved."""
    return is_business_unit(user) and AUDIT.is_allowed("start", audit.status)
