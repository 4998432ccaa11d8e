"""What the group thinks of how an audit was done."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.case_audits import permissions
from audit_forms.case_audits.models import CaseAudit, EfficacyReview
from audit_forms.case_audits.services.common import lock_audit
from portal.trail.services import record
from portal.workflow import Stale


@transaction.atomic
def review_efficacy(
    *, audit: CaseAudit, version: int, worked: str, next_time: str, usefulness: int, actor: Any
) -> EfficacyReview:
    """Write the review, or put it better; sent twice, it changes once. `version` is 0 for the first.

    Raises PermissionDenied, or Stale where somebody else wrote meanwhile.
    """
    locked = lock_audit(audit)
    if not permissions.can_review_efficacy(actor, locked):
        raise PermissionDenied("The group and the Business Unit review how a published audit was done.")
    said = {"worked": worked, "next_time": next_time, "usefulness": usefulness}
    review: EfficacyReview | None = EfficacyReview.objects.filter(audit=locked).first()
    if review is None:
        review = EfficacyReview.objects.create(audit=locked, reviewed_by=actor, **said)
    elif all(getattr(review, name) == value for name, value in said.items()):
        return review
    elif review.version != version:
        raise Stale("review")
    else:
        for name, value in said.items():
            setattr(review, name, value)
        review.version += 1
        review.reviewed_by, review.reviewed_at = actor, timezone.now()
        review.save()
    record(actor=actor, action="audit.efficacy_reviewed", target=locked, usefulness=usefulness)
    return review
