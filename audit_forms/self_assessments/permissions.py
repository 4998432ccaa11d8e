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


def can_release(user: Any, quotation: Any) -> bool:
    """Somebody else of the Business Unit than whoever proposed the quotation for publication (bars G7)."""
    return is_business_unit(user) and quotation.proposed_by_id not in (None, user.pk) and not quotation.released_by_id


def can_write_summary(user: Any, report: Any) -> bool:
    """The Business Unit, until it is approved."""
    return is_business_unit(user) and report.is_draft


def can_approve_summary(user: Any, report: Any) -> bool:
    """Somebody else of the Business Unit than whoever wrote it last."""
    return can_write_summary(user, report) and report.written_by_id != user.pk


def can_open_summary_again(user: Any, report: Any) -> bool:
    """The Business Unit, as long as its page is not published."""
    return is_business_unit(user) and not report.is_draft and not report.is_published
