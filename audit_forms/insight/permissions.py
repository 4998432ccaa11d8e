"""What a person may do with a profile, and who follows findings."""

from typing import Any

from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.permissions import holds_role
from audit_forms.returns.models import Return
from portal.accounts.enums import Role
from portal.accounts.permissions import has_role, is_business_unit


def can_share_profile(user: Any, audit_return: Return) -> bool:
    """The school's lead decides whether its trust may read the profile, once there is one and a trust to read it."""
    shareable = audit_return.submitted_at is not None and audit_return.organisation.trust_id is not None
    return shareable and holds_role(user, audit_return.organisation, MembershipRole.LEAD)


def can_release(user: Any) -> bool:
    """The Business Unit and those who publish pages put numbers before the public."""
    return any(has_role(user, role) for role in (Role.BUSINESS_UNIT, Role.EDITORS, Role.MODERATORS))


def can_make_pack(user: Any) -> bool:
    """The Business Unit takes the inspection pack out of the portal."""
    return is_business_unit(user)


def sees_every_loop(user: Any) -> bool:
    """The Business Unit, the group and the Executive follow every finding; chairs those of their own audits."""
    staff = (Role.QUALITY_AND_IMPACT_GROUP, Role.EXECUTIVE)
    return is_business_unit(user) or any(has_role(user, role) for role in staff)
