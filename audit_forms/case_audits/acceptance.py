"""What stands before accepting an agency's audit: the checklist, and an auditor whose independence holds."""

from audit_forms.case_audits.enums import InvolvementStatus, QualityPoint
from audit_forms.case_audits.models import Involvement, QualityCheck
from audit_forms.returns.models import Return

INDEPENDENT = (InvolvementStatus.COUNTERSIGNED, InvolvementStatus.MODERATED)


def refusal_to_accept(audit_return: Return) -> str:
    """Why the return cannot be accepted yet, in words; an empty text where it can, or is no case audit."""
    part = Involvement.objects.filter(audit_return=audit_return).first()
    if part is None:
        return ""
    if part.status not in INDEPENDENT:
        return "The agency has no independent auditor for this case at present. It is accepted once it has one again."
    left = points_left(audit_return)
    if left:
        return f"Go through the quality checklist first: {left} point{'' if left == 1 else 's'} left."
    return ""


def points_left(audit_return: Return) -> int:
    """How many points of the checklist nobody has looked at in this attempt."""
    check = QualityCheck.objects.filter(audit_return=audit_return, attempt=audit_return.attempt).first()
    return check.points_left if check else len(QualityPoint.values)
