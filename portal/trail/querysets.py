"""Which entries of the audit trail."""

from django.db import models


class AuditTrailQuerySet(models.QuerySet):
    """Selections of audit-trail entries."""

    def about(self, target: models.Model) -> "AuditTrailQuerySet":
        """Entries that record something about `target`, oldest first."""
        return self.filter(target_type=target._meta.label_lower, target_id=str(target.pk))
