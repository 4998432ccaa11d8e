"""What a person may do with self-assessment rounds."""

from typing import Any

from portal.accounts.permissions import is_business_unit


def can_run_rounds(user: Any) -> bool:
    """The Business Unit plans and opens rounds, follows them, and gives more time."""
    return is_business_unit(user)
