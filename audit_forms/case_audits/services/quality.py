"""The Business Unit's checklist before it accepts an agency's audit."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.case_audits.enums import QualityPoint
from audit_forms.case_audits.guarding import refusal_of
from audit_forms.case_audits.models import QualityCheck
from audit_forms.case_audits.permissions import can_check_quality
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.returns.models import Return
from audit_forms.returns.services.common import lock
from portal.trail.services import record

Points = Mapping[str, Mapping[str, Any]]


class CheckedMeanwhile(TransitionRefused):
    """A colleague has saved the checklist since this page was opened; `check` is what stands there now (bars R4)."""

    def __init__(self, check: QualityCheck):
        super().__init__("A colleague has saved this checklist since you opened it. Nothing of yours is saved yet.")
        self.check = check


@transaction.atomic
def save_quality_check(*, audit_return: Return, points: Points, version: int, actor: Any) -> QualityCheck:
    """Keep what was found at each point of the attempt; `version` is the one on the page, 0 for none yet.

    `points` maps a point's value to {"met": bool, "note": str}. The same saved twice counts once. Raises
    PermissionDenied, CheckedMeanwhile, or TransitionRefused where a "no" has no note or a note says who a child is.
    """
    locked = lock(audit_return)
    if not locked.is_confidential or not can_check_quality(actor, locked):
        raise PermissionDenied("Whoever assures the audit goes through the checklist, while it waits for a decision.")
    wanted = {point: dict(points[point]) for point in QualityPoint.values if point in points}
    check, _ = QualityCheck.objects.select_for_update().get_or_create(
        audit_return=locked, attempt=locked.attempt, defaults={"version": 0, "updated_by": actor}
    )
    if check.points == wanted and check.version:
        return check
    if check.version != version:
        raise CheckedMeanwhile(check)
    for found in wanted.values():
        _require_words(found)
    check.points, check.version, check.updated_by, check.updated_at = wanted, version + 1, actor, timezone.now()
    check.save()
    facts = {"attempt": locked.attempt, "left": check.points_left, "version": check.version}
    record(actor=actor, action="audit.quality_checked", target=locked, **facts)
    return check


def _require_words(found: Mapping[str, Any]) -> None:
    if not found["met"] and not found["note"].strip():
        raise TransitionRefused("Where the answer is no, say what is missing.")
    refusal = refusal_of(found["note"])
    if refusal:
        raise TransitionRefused(refusal)
