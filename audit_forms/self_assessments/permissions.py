"""What a person may do with self-assessment rounds."""

from typing import Any

from audit_forms.returns.permissions import can_assure
from audit_forms.self_assessments.models import Review
from portal.accounts.permissions import is_business_unit


def can_run_rounds(user: Any) -> bool:
    """The Business Unit plans and opens rounds, follows them, and gives more time."""
    return is_business_unit(user)


def can_write_review(user: Any, review: Review) -> bool:
    """Only whoever is named writes a review, and never of a return in which they had a hand (bars S6)."""
    return bool(user.pk == review.reviewer_id and can_assure(user, review.deep_dive.audit_return))
