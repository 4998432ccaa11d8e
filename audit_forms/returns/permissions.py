"""What a person may do with a return. Each answer looks at the person, the return's organisation and its state."""

from typing import Any

from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.organisations.permissions import holds_role
from audit_forms.questionnaires.models import SignOffStep
from audit_forms.returns.enums import EDITABLE_STATUSES, ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.returns.querysets import WRITING_ROLES
from audit_forms.returns.workflow import is_allowed
from portal.accounts.permissions import is_business_unit


def can_write_answers(user: Any, audit_return: Return) -> bool:
    """The organisation's lead and contributors write while the return is a draft or changes are asked for."""
    return audit_return.status in EDITABLE_STATUSES and holds_role(user, audit_return.organisation, *WRITING_ROLES)


def can_send_for_sign_off(user: Any, audit_return: Return) -> bool:
    """The organisation's lead sends it on."""
    allowed = is_allowed("send_for_sign_off", audit_return.status)
    return allowed and holds_role(user, audit_return.organisation, MembershipRole.LEAD)


def can_sign(user: Any, audit_return: Return, step: SignOffStep | None) -> bool:
    """A signatory of the organisation in the capacity whose turn it is, who has not signed this attempt already."""
    if step is None or audit_return.status != ReturnStatus.AWAITING_SIGN_OFF:
        return False
    signatories = Membership.objects.of(user).in_roles(MembershipRole.SIGNATORY)
    if not signatories.filter(organisation=audit_return.organisation, capacity=step.capacity).exists():
        return False
    return not audit_return.sign_offs.filter(attempt=audit_return.attempt, signed_by=user).exists()


def can_accept(user: Any, audit_return: Return) -> bool:
    """The Business Unit accepts what has been submitted."""
    return is_business_unit(user) and is_allowed("accept", audit_return.status)


def can_request_changes(user: Any, audit_return: Return) -> bool:
    """The Business Unit asks for changes to what has been submitted."""
    return is_business_unit(user) and is_allowed("request_changes", audit_return.status)


def can_reopen(user: Any, audit_return: Return) -> bool:
    """The Business Unit reopens what it has accepted."""
    return is_business_unit(user) and is_allowed("reopen", audit_return.status)


def can_withdraw(user: Any, audit_return: Return) -> bool:
    """The Business Unit withdraws a return that should not have been asked for and has not come in."""
    allowed = is_allowed("withdraw", audit_return.status) and audit_return.submitted_at is None
    return allowed and is_business_unit(user)


def can_reinstate(user: Any, audit_return: Return) -> bool:
    """The Business Unit asks again for what it has withdrawn, of an organisation that is still there."""
    allowed = is_allowed("reinstate", audit_return.status)
    return allowed and is_business_unit(user) and audit_return.organisation.is_open
