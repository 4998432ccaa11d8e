"""What was published with numbers."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit_forms.returns.models import Exercise


class Release(models.Model):
    """What was published with numbers, and when: kept so that later numbers cannot be subtracted from it.

    Rows are only added: the database refuses everything else. `contents` holds the counts behind what was shown, so
    nobody but disclosure control reads it.
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
