"""What the returns of a round said, packed, and the sums over them that are kept."""

from django.db import models
from django.utils import timezone

from audit_forms.insight.enums import SizeBand
from audit_forms.organisations.enums import Duty, Establishment, Phase, Sector
from audit_forms.organisations.models import Organisation
from audit_forms.returns.models import Exercise, Return


class PackedReturn(models.Model):
    """What one return said when it was submitted last, packed so that a whole round is summed at once (bars P5).

    `ratings` and `planned` hold one character for each rated question of the edition, in its order
    (`insight.rounds.packing`). The facts are those of that day: a school that moves to another trust afterwards
    stays where it was when it answered, so nothing but a submission changes a sum.
    """

    audit_return = models.OneToOneField(Return, on_delete=models.CASCADE, related_name="packed")
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="packed_returns")
    attempt = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=20, choices=Phase, blank=True)
    establishment = models.CharField(max_length=25, choices=Establishment, blank=True)
    sector = models.CharField(max_length=20, choices=Sector, blank=True)
    duty = models.CharField(max_length=10, choices=Duty, blank=True)
    size = models.CharField(max_length=10, choices=SizeBand, blank=True)
    trust = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    ratings = models.TextField()
    planned = models.TextField()

    wagtail_reference_index_ignore = True

    class Meta:
        """One for each return that was ever submitted."""

        default_permissions = ()

    def __str__(self):
        return f"Return {self.audit_return_id}, packed"


class RoundToken(models.Model):
    """Changes with everything that changes a sum over an exercise, in the same transaction.

    Random and never counted up: a number would come again after an older copy of the database was brought back.
    """

    exercise = models.OneToOneField(Exercise, on_delete=models.CASCADE, primary_key=True, related_name="round_token")
    token = models.CharField(max_length=32)

    wagtail_reference_index_ignore = True

    class Meta:
        """One for each exercise that anything was submitted to."""

        default_permissions = ()

    def __str__(self):
        return f"Token of exercise {self.exercise_id}"


class RoundSummary(models.Model):
    """A sum over an exercise as it was when the exercise's token was `token`; with any other token it is not read."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="summaries")
    key = models.CharField("what was summed", max_length=64)
    token = models.CharField(max_length=32)
    content = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        """One for each thing summed."""

        constraints = [models.UniqueConstraint(fields=["exercise", "key"], name="insight_one_summary")]
        default_permissions = ()

    def __str__(self):
        return f"Summary {self.key} of exercise {self.exercise_id}"
