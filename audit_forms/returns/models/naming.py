"""Who is named to write a confidential return."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit_forms.returns.models.returns import Return
from audit_forms.returns.querysets import NamedWriterQuerySet


class NamedWriter(models.Model):
    """Somebody named to write a confidential return, and when that ended.

    A conflict of interest ends it and closes the whole return to that person, whatever else they are (bars S6).
    """

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="named_writers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    has_conflict = models.BooleanField(default=False, editable=False)

    objects = NamedWriterQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """One writes at a time, and nobody with a conflict does."""

        ordering = ["named_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit_return"], condition=Q(ended_at__isnull=True), name="returns_one_named_writer"
            ),
            models.CheckConstraint(
                condition=Q(has_conflict=False) | Q(ended_at__isnull=False), name="returns_conflict_ends_writing"
            ),
        ]
        default_permissions = ()

    def __str__(self):
        return f"{self.user} for return {self.audit_return_id}"
