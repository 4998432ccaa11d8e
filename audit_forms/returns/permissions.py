"""What a person may do with a return. Each answer looks at the person, the return's organisation and its state."""

from typing import Any

from django.db.models import Q

from audit_forms.organisations.enums import Capacity, MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.organisations.permissions import holds_role
from audit_forms.questionnaires.models import SignOffStep
from audit_forms.returns.enums import EDITABLE_STATUSES, NOTABLE_STATUSES, ReturnStatus
from audit_forms.returns.models import Return, SigningLink
from audit_forms.returns.querysets import WRITING_ROLES
from audit_forms.returns.workflow import is_allowed
from portal.accounts.permissions import is_business_unit


def can_write_answers(user: Any, audit_return: Return) -> bool:
    """Those who write it do so while it is a draft or changes are asked for."""
    return audit_return.status in EDITABLE_STATUSES and writes(user, audit_return)


def writes(user: Any, audit_return: Return) -> bool:
    """The organisation's lead and contributors write; of a confidential return only whoever is named."""
    return bool(Return.objects.written_by(user).filter(pk=audit_return.pk).exists())


def sends(user: Any, audit_return: Return) -> bool:
    """The organisation's lead sends its returns for sign-off; a confidential one whoever writes it."""
    if audit_return.is_confidential:
        return writes(user, audit_return)
    return leads(user, audit_return)


def leads(user: Any, audit_return: Return) -> bool:
    """The organisation's lead shares out the work on it, unless it is confidential: then there is none to share."""
    return not audit_return.is_confidential and holds_role(user, audit_return.organisation, MembershipRole.LEAD)


def signs(user: Any, audit_return: Return) -> bool:
    """A signatory of the organisation; of a confidential return its lead, unless the lead wrote it."""
    return bool(Return.objects.signed_by(user).filter(pk=audit_return.pk).exists())


def can_send_for_sign_off(user: Any, audit_return: Return) -> bool:
    """Whoever sends it may, as long as it is with them."""
    return is_allowed("send_for_sign_off", audit_return.status) and sends(user, audit_return)


def can_sign(user: Any, audit_return: Return, step: SignOffStep | None) -> bool:
    """A signatory of the organisation in the capacity whose turn it is, who has not signed this attempt already."""
    if step is None or audit_return.status != ReturnStatus.AWAITING_SIGN_OFF:
        return False
    if not _acts_as(user, audit_return, step) or not signs(user, audit_return):
        return False
    return not _has_signed(audit_return, user.email)


def _acts_as(user: Any, audit_return: Return, step: SignOffStep) -> bool:
    if step.capacity == Capacity.AGENCY_LEAD:
        return holds_role(user, audit_return.organisation, MembershipRole.LEAD)
    signatories = Membership.objects.of(user).in_roles(MembershipRole.SIGNATORY)
    return bool(signatories.filter(organisation=audit_return.organisation, capacity=step.capacity).exists())


def can_sign_by_link(link: SigningLink, audit_return: Return, step: SignOffStep | None) -> bool:
    """A link that still opens this return, for the capacity whose turn it is, and whose owner has not signed yet."""
    if step is None or link.capacity != step.capacity or link.audit_return_id != audit_return.pk:
        return False
    if not SigningLink.objects.usable().filter(pk=link.pk).exists():
        return False
    return not is_writer(audit_return, link.email) and not _has_signed(audit_return, link.email)


def is_writer(audit_return: Return, email: str) -> bool:
    """Whether somebody who leads or writes for the organisation has that address: they never confirm their own work."""
    writers = Membership.objects.current().in_roles(*WRITING_ROLES).filter(organisation=audit_return.organisation)
    return bool(writers.filter(user__email__iexact=email).exists())


def _has_signed(audit_return: Return, email: str) -> bool:
    """Whether somebody with that address has signed this attempt already, signed in or by a link."""
    same = Q(signed_by__email__iexact=email) | Q(signing_link__email__iexact=email)
    return audit_return.sign_offs.filter(same, attempt=audit_return.attempt).exists()


def can_choose_signatories(user: Any, audit_return: Return) -> bool:
    """The organisation's lead says who confirms, until the last has."""
    return audit_return.status == ReturnStatus.AWAITING_SIGN_OFF and leads(user, audit_return)


def can_assign(user: Any, audit_return: Return) -> bool:
    """The organisation's lead says who writes what, while the return is open for answers."""
    return audit_return.status in EDITABLE_STATUSES and leads(user, audit_return)


def can_name_writer(user: Any, audit_return: Return) -> bool:
    """The agency's lead names who writes a confidential return; what is accepted may still be reopened."""
    open_to = audit_return.status != ReturnStatus.WITHDRAWN
    is_lead = holds_role(user, audit_return.organisation, MembershipRole.LEAD)
    return audit_return.is_confidential and open_to and is_lead and _is_free(user, audit_return)


def can_end_writing(user: Any, audit_return: Return, writer: Any) -> bool:
    """The writer says so, or the agency's lead or the Business Unit does."""
    is_lead = holds_role(user, audit_return.organisation, MembershipRole.LEAD)
    return bool(user.pk == writer.pk or is_lead or is_business_unit(user))


def _is_free(user: Any, audit_return: Return) -> bool:
    """Whether the person has no conflict of interest in it."""
    return bool(Return.objects.filter(pk=audit_return.pk).without_conflict(user).exists())


def can_comment(user: Any, audit_return: Return) -> bool:
    """Those who work on the return comment, whatever its state; a withdrawn one is closed."""
    works = Return.objects.worked_on_by(user).filter(pk=audit_return.pk).exists()
    return works and audit_return.status != ReturnStatus.WITHDRAWN


def is_separate(user: Any, audit_return: Return) -> bool:
    """Whether the person never had a hand in the organisation's returns: authors do not assure (bars S6)."""
    return bool(Return.objects.filter(pk=audit_return.pk).separate_from(user).exists())


def can_assure(user: Any, audit_return: Return) -> bool:
    """Somebody of the Business Unit reads, notes and decides, unless they had a hand in the organisation's returns."""
    return is_business_unit(user) and is_separate(user, audit_return)


def can_note(user: Any, audit_return: Return) -> bool:
    """Notes are written on what has been submitted or accepted."""
    return audit_return.status in NOTABLE_STATUSES and can_assure(user, audit_return)


def can_accept(user: Any, audit_return: Return) -> bool:
    """Whoever assures it accepts what has been submitted."""
    return is_allowed("accept", audit_return.status) and can_assure(user, audit_return)


def can_request_changes(user: Any, audit_return: Return) -> bool:
    """Whoever assures it asks for changes to what has been submitted."""
    return is_allowed("request_changes", audit_return.status) and can_assure(user, audit_return)


def can_reopen(user: Any, audit_return: Return) -> bool:
    """Whoever assures it reopens what has been accepted."""
    return is_allowed("reopen", audit_return.status) and can_assure(user, audit_return)


def can_withdraw(user: Any, audit_return: Return) -> bool:
    """The Business Unit withdraws a return that should not have been asked for and has not come in."""
    allowed = is_allowed("withdraw", audit_return.status) and audit_return.submitted_at is None
    return allowed and is_business_unit(user)


def can_reinstate(user: Any, audit_return: Return) -> bool:
    """The Business Unit asks again for what it has withdrawn, of an organisation that is still there."""
    allowed = is_allowed("reinstate", audit_return.status)
    return allowed and is_business_unit(user) and audit_return.organisation.is_open
