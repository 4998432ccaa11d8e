"""The audit trail's one table."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.trail.querysets import AuditTrailQuerySet


class AuditTrail(models.Model):
    """One thing that happened, written in the same transaction as what it records.

    Append-only: triggers in the database refuse UPDATE and DELETE (bars G5; the hash chain has its own issue).
    `target_type` and `target_id` name the record by model label and public key, so that an entry outlives its record.
    """

    at = models.DateTimeField(default=timezone.now, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    action = models.CharField(max_length=80, editable=False)
    target_type = models.CharField(max_length=80, editable=False)
    target_id = models.CharField(max_length=80, editable=False)
    data = models.JSONField(default=dict, editable=False)

    objects = AuditTrailQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest last: the trail is read as a story."""

        verbose_name = "audit trail entry"
        verbose_name_plural = "audit trail"
        ordering = ["pk"]
        indexes = [models.Index(fields=["target_type", "target_id", "id"], name="trail_target")]
        default_permissions = ()

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.action} {self.target_type} {self.target_id}"
