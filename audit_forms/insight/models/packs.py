"""Archives for inspections and the board."""

from django.db import models

from audit_forms.insight.querysets import InspectionPackQuerySet
from portal.background import BackgroundWork


class InspectionPack(BackgroundWork):
    """An archive for an inspection or the board: made in the background, kept for a day, for whoever asked for it.

    `problems` is what somebody has to mend first, as pairs of where and what. The file lies in the private storage
    under a random name.
    """

    years = models.JSONField("programme years")
    total = models.PositiveIntegerField("sections in it", default=0)
    done = models.PositiveIntegerField("sections made so far", default=0)
    problems = models.JSONField(default=list)
    stored_name = models.CharField(max_length=100, blank=True)
    file_name = models.CharField(max_length=100)

    objects = InspectionPackQuerySet.as_manager()

    def __str__(self):
        return self.file_name
