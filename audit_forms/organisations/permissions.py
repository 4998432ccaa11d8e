"""What a person may do for an organisation."""

from typing import Any

from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership, Organisation
from portal.accounts.permissions import is_business_unit


def holds_role(user: Any, organisation: Organisation, *roles: MembershipRole) -> bool:
    """Whether the person is now a member of the organisation in any of the roles."""
    return Membership.objects.of(user).filter(organisation=organisation).in_roles(*roles).exists()


def can_manage_members(user: Any, organisation: Organisation) -> bool:
    """The organisation's lead and the Business Unit see its people, invite them and end memberships."""
    return can_keep_organisations(user) or holds_role(user, organisation, MembershipRole.LEAD)


def can_keep_organisations(user: Any) -> bool:
    """Only the Business Unit decides duties, links schools, and keeps trusts, agencies and memberships."""
    return is_business_unit(user)


def can_import_register(user: Any) -> bool:
    """Only the Business Unit brings in the national register."""
    return is_business_unit(user)
