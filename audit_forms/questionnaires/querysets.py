"""Which editions."""

from django.db import models

from audit_forms.questionnaires.enums import EditionStatus


class EditionQuerySet(models.QuerySet):
    """Selections of editions."""

    def published(self) -> "EditionQuerySet":
        """Editions that a round may use."""
        return self.filter(status=EditionStatus.PUBLISHED)
