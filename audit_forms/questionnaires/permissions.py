"""What a person may do with questionnaires."""

from typing import Any

from audit_forms.questionnaires.models import Edition
from portal.accounts.permissions import is_business_unit


def can_keep_editions(user: Any) -> bool:
    """The Business Unit writes, publishes and copies editions."""
    return is_business_unit(user)


def can_change_edition(user: Any, edition: Edition) -> bool:
    """A draft may be changed by those who keep editions; a published edition by nobody."""
    return can_keep_editions(user) and not edition.is_published
