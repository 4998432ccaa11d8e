"""What a person may do with self-assessment rounds."""

from typing import Any

from portal.accounts.permissions import is_business_unit


def can_run_rounds(user: Any) -> bool:
    """The Business Unit plans and opens rounds, follows them, and gives more time."""
    return is_business_unit(user)


def can_release(user: Any, quotation: Any) -> bool:
    """Somebody else of the Business Unit than whoever proposed the quotation for publication (bars G7)."""
    return is_business_unit(user) and quotation.proposed_by_id not in (None, user.pk) and not quotation.released_by_id
