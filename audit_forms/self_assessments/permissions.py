"""What a person may do with self-assessment rounds."""

from typing import Any

from portal.accounts.enums import Role
from portal.accounts.permissions import has_role, is_business_unit


def can_run_rounds(user: Any) -> bool:
    """The Business Unit plans and opens rounds, follows them, and gives more time."""
    return is_business_unit(user)


def can_read_analysis(user: Any) -> bool:
    """The Business Unit reads what a round says as a whole, and the Quality and Impact Group, which learns from it."""
    return is_business_unit(user) or has_role(user, Role.QUALITY_AND_IMPACT_GROUP)


def can_see_names(user: Any) -> bool:
    """Which school or agency said what is for the Business Unit; the group looks at all of them together."""
    return is_business_unit(user)
