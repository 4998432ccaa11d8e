"""Portal-wide roles as plain questions."""

from typing import Any

from portal.accounts.enums import Role


def has_role(user: Any, role: Role) -> bool:
    """Whether the signed-in, active person holds that portal-wide role."""
    return bool(user.is_authenticated and user.is_active and role.value in user.role_names)


def may_enter_admin(user: Any) -> bool:
    """Whether the person has business in the Wagtail admin, which says itself what they find there."""
    return bool(user.is_authenticated and user.has_perm("wagtailadmin.access_admin"))


def is_business_unit(user: Any) -> bool:
    """Whether the person works in the partnership's Business Unit. Being a superuser is not enough (bars G1, S1)."""
    return has_role(user, Role.BUSINESS_UNIT)
