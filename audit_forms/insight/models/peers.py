"""What each submitted return adds to the sums that others are compared with, and those sums."""

from django.db import models
from django.utils import timezone

from audit_forms.returns.models import Exercise, Return


class Contribution(models.Model):
    """What one submitted return adds to one section's figures of its group.

    `counts` is what the return says now; `counted` what of it is in the figures; they differ while it waits.
    """

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="contributions")
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="contributions")
    cell = models.CharField("group", max_length=20)
    section = models.SlugField()
    counts = models.JSONField()
    counted = models.JSONField(null=True, blank=True)
    is_waiting = models.BooleanField(default=True)

    wagtail_reference_index_ignore = True

    class Meta:
        """One for each return and section."""

        constraints = [
            models.UniqueConstraint(fields=["audit_return", "section"], name="insight_one_contribution"),
        ]
        indexes = [
            models.Index(
                fields=["exercise", "cell"], condition=models.Q(is_waiting=True), name="insight_contributions_waiting"
            ),
        ]
        default_permissions = ()

    def __str__(self):
        return f"{self.section} of return {self.audit_return_id}"


class PeerFigures(models.Model):
    """The sum of one section over one group of an exercise, as it was last counted."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="peer_figures")
    cell = models.CharField("group", max_length=20)
    section = models.SlugField()
    organisations = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    counted_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        """One row for each group and section of an exercise."""

        constraints = [
            models.UniqueConstraint(fields=["exercise", "cell", "section"], name="insight_one_sum"),
        ]
        default_permissions = ()

    def __str__(self):
        return f"{self.section}, {self.cell} of exercise {self.exercise_id}"
