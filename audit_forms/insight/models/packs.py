"""Archives for inspections and the board."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit_forms.insight.querysets import InspectionPackQuerySet


class InspectionPack(models.Model):
    """An archive for an inspection or the board: made in the background, kept for a day, for whoever asked for it.

    `key` comes from the page it was asked for on, so that one press makes one pack (bars R5). `problems` is what
    somebody has to mend first, as pairs of where and what. The file lies in the private storage under a random name.
    """

    key = models.UUIDField(unique=True)
    years = models.JSONField("programme years")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    total = models.PositiveIntegerField("sections in it", default=0)
    done = models.PositiveIntegerField("sections made so far", default=0)
    begun_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    problems = models.JSONField(default=list)
    stored_name = models.CharField(max_length=100, blank=True)
    file_name = models.CharField(max_length=100)

    objects = InspectionPackQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        ordering = ["-requested_at", "-pk"]
        default_permissions = ()

    def __str__(self):
        return self.file_name

    @property
    def left(self) -> int:
        """How many sections are still to be made."""
        return self.total - self.done
