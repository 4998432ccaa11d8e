"""What a person may do with self-assessment rounds, what they say together, and the feedback about their returns.

QuerySets ask here, and models have QuerySets, so that no model of this app is imported.
"""

from typing import Any

from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.permissions import holds_role
from audit_forms.returns.models import Return
from audit_forms.returns.permissions import can_assure
from audit_forms.self_assessments.workflow import is_allowed
from portal.accounts.enums import Role
from portal.accounts.permissions import has_role, is_business_unit

# Whom a letter is addressed to; they answer it, and the mail goes to them.
ADDRESSED_ROLES = (MembershipRole.LEAD, MembershipRole.SIGNATORY)


def can_run_rounds(user: Any) -> bool:
    """The Business Unit plans and opens rounds, follows them, and gives more time."""
    return is_business_unit(user)


def can_draft_letter(user: Any, audit_return: Return) -> bool:
    """Somebody of the Business Unit writes feedback, unless they had a hand in the organisation's returns (bars S6)."""
    return can_assure(user, audit_return)


def can_write_letter(user: Any, letter: Any) -> bool:
    """The same people change it while it is a draft, and ask for its approval."""
    return is_allowed("ask", letter.status) and can_draft_letter(user, letter.audit_return)


def can_approve_letter(user: Any, letter: Any) -> bool:
    """A second person: neither who drafted it nor who changed it last."""
    writers = (letter.drafted_by_id, letter.edited_by_id)
    allowed = is_allowed("approve", letter.status) and user.pk not in writers
    return allowed and can_draft_letter(user, letter.audit_return)


def can_send_letter_back(user: Any, letter: Any) -> bool:
    """Whoever may write letters takes it back to draft until it is sent."""
    return is_allowed("send_back", letter.status) and can_draft_letter(user, letter.audit_return)


def can_send_letter(user: Any, letter: Any) -> bool:
    """Whoever may write letters sends it once it is approved."""
    return is_allowed("send", letter.status) and can_draft_letter(user, letter.audit_return)


def is_addressed(user: Any, letter: Any) -> bool:
    """Whether the letter is to this person: a lead or signatory of the setting whose letter it is."""
    return letter.is_sent and holds_role(user, letter.addressee, *ADDRESSED_ROLES)


def can_answer_letter(user: Any, letter: Any) -> bool:
    """Whom it is addressed to, as long as nobody has answered it."""
    return is_allowed("answer", letter.status) and is_addressed(user, letter)


def can_write_review(user: Any, review: Any) -> bool:
    """Only whoever is named writes a review, and never of a return in which they had a hand (bars S6)."""
    return bool(user.pk == review.reviewer_id and can_assure(user, review.deep_dive.audit_return))


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
