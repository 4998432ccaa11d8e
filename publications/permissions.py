"""What a person may do with those who are sent publications."""

from typing import Any

from portal.accounts.enums import Role
from portal.accounts.permissions import has_role, is_business_unit

WRITERS = (Role.EDITORS, Role.MODERATORS)


def can_keep_subscribers(user: Any) -> bool:
    """The Business Unit and administrators see addresses, take a list out and stop somebody who asked them to.

    Editors write for all and need nobody's address.
    """
    return is_business_unit(user) or bool(user.is_active and user.is_superuser)


def can_count_readers(user: Any) -> bool:
    """Whoever writes or keeps sees how many read, by what they do and which topics they follow."""
    return can_keep_subscribers(user) or any(has_role(user, role) for role in WRITERS)
