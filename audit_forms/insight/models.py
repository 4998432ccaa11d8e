"""Counts over returns, kept so that a comparison reads a few rows and changes only by several returns at once."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit_forms.insight.enums import SizeBand
from audit_forms.organisations.enums import Duty, Establishment, Phase, Sector
from audit_forms.organisations.models import Organisation
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


class Release(models.Model):
    """What was published with numbers, and when: kept so that later numbers cannot be subtracted from it.

    Rows are only added. `contents` holds the counts behind what was shown, so nobody but disclosure control reads it.
    """

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="releases")
    key = models.CharField("what was published", max_length=80)
    title = models.CharField(max_length=200)
    contents = models.JSONField()
    released_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        """Oldest first: later ones were protected against those before."""

        ordering = ["released_at", "pk"]
        indexes = [models.Index(fields=["exercise", "released_at"], name="insight_releases")]
        default_permissions = ()

    def __str__(self):
        return f"{self.title}, {self.released_at:%-d %B %Y}"
