"""What a person may do with actions and recommendations, as plain questions."""

from typing import Any

from audit_forms.improvement.models import Action, Recommendation
from audit_forms.improvement.workflow import is_allowed
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.organisations.permissions import holds_role
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.returns.querysets import READING_ROLES, WRITING_ROLES
from portal.accounts.permissions import is_business_unit


def can_add_action(user: Any, organisation: Organisation) -> bool:
    """The organisation's lead and contributors add actions of their own."""
    return holds_role(user, organisation, *WRITING_ROLES)


def can_work_on(user: Any, action: Action) -> bool:
    """The organisation's lead and contributors work on an action that is not closed; so does its owner."""
    if not action.is_live:
        return False
    if holds_role(user, action.organisation, *WRITING_ROLES):
        return True
    return action.owner_id == user.pk and holds_role(user, action.organisation, *READING_ROLES)


def can_ask_to_close(user: Any, action: Action) -> bool:
    """Whoever works on it says that it is done."""
    return is_allowed("ask_to_close", action.status) and can_work_on(user, action)


def can_start(user: Any, action: Action) -> bool:
    """Whoever works on it says that the work has begun."""
    return is_allowed("start", action.status) and can_work_on(user, action)


def can_close(user: Any, action: Action) -> bool:
    """Only the Business Unit closes an action, once the organisation has asked (issue 3)."""
    return is_business_unit(user) and is_allowed("close", action.status)


def can_send_back(user: Any, action: Action) -> bool:
    """The Business Unit sends an action back that is not done yet."""
    return is_business_unit(user) and is_allowed("send_back", action.status)


def can_keep_recommendations(user: Any) -> bool:
    """The Business Unit raises recommendations, changes them and ends them."""
    return is_business_unit(user)


def can_change_recommendation(user: Any, recommendation: Recommendation) -> bool:
    """The Business Unit, while the recommendation stands."""
    return is_business_unit(user) and recommendation.is_open


def can_respond(user: Any, audit_return: Return) -> bool:
    """The organisation's lead and contributors, until the return has first been submitted; then it stays closed."""
    is_open = audit_return.status == ReturnStatus.DRAFT and audit_return.submitted_at is None
    return is_open and holds_role(user, audit_return.organisation, *WRITING_ROLES)


def may_own(user: Any, organisation: Organisation) -> bool:
    """Whether an action may be given to that person: an active member who can read it."""
    members = Membership.objects.of(user).filter(organisation=organisation)
    return bool(user.is_active) and members.in_roles(*READING_ROLES).exists()
