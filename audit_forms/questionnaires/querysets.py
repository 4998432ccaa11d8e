"""Which editions."""

from typing import TYPE_CHECKING

from django.db import models

from audit_forms.questionnaires.enums import EditionStatus

if TYPE_CHECKING:
    pass


class EditionQuerySet(models.QuerySet["Edition"]):
    """Selections of editions."""

    def published(self) -> "EditionQuerySet":
        """Editions that a round may use."""
        return self.filter(status=EditionStatus.PUBLISHED)
