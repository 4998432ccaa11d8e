"""The Business Unit's checklist of an agency's audit, kept for each time the audit was sent."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit_forms.case_audits.enums import QualityPoint
from audit_forms.returns.models import Return


class QualityCheck(models.Model):
    """What the Business Unit found at each point of the checklist, for one attempt of a return.

    `points` maps a point's value to {"met": true or false, "note": text}; a point that is not there was not looked at.
    `version` tells two officers apart who write at once (bars R4).
    """

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="quality_checks")
    attempt = models.PositiveSmallIntegerField()
    points = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """One for each attempt."""

        ordering = ["attempt"]
        constraints = [
            models.UniqueConstraint(fields=["audit_return", "attempt"], name="case_audits_one_quality_check")
        ]
        default_permissions = ()

    def __str__(self):
        return f"Quality of return {self.audit_return_id}, attempt {self.attempt}"

    @property
    def points_left(self) -> int:
        """How many points nobody has looked at."""
        return sum(point not in self.points for point in QualityPoint.values)
