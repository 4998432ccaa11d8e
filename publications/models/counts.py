"""How often briefings are used, counted without following anybody."""

from django.db import models

from publications.models.briefings import BriefingPage


class BriefingCount(models.Model):
    """Two numbers for a briefing and a month. Nothing else is kept: not who, not where from, not when."""

    briefing = models.ForeignKey(BriefingPage, on_delete=models.CASCADE, related_name="counts")
    month = models.DateField(help_text="Its first day.")
    read = models.PositiveIntegerField(default=0)
    discussed = models.PositiveIntegerField(default=0)

    class Meta:
        """Newest first, one a month."""

        ordering = ["-month"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["briefing", "month"], name="briefing_counted_once_a_month")]

    def __str__(self) -> str:
        return f"{self.briefing}, {self.month:%B %Y}"
