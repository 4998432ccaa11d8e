"""What was written in a round: a reading of its texts by the portal, and the themes that people named in it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit_forms.returns.models import Return
from audit_forms.self_assessments.models.rounds import Round
from audit_forms.self_assessments.querysets import FreeTextReadingQuerySet, QuotationQuerySet, ThemeQuerySet
from portal.background import BackgroundWork


class FreeTextReading(BackgroundWork):
    """Frequent terms and candidate themes of some texts of a round, as asked for: made in the background, kept a month.

    `about` is the key of a section or of a question, `filters` the query string of the page it was asked for on.
    `found` holds the terms, the candidates and the passages they point to, by their place in the list.
    """

    exercise = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="readings")
    about = models.CharField(max_length=80)
    about_words = models.CharField(max_length=300)
    filters = models.TextField(blank=True)
    total = models.PositiveIntegerField("returns to read", default=0)
    done = models.PositiveIntegerField("returns read so far", default=0)
    found = models.JSONField(default=dict)

    objects = FreeTextReadingQuerySet.as_manager()

    def __str__(self):
        return f"Reading of {self.about_words}"


class Theme(models.Model):
    """A theme of a round: a person gave it its name, and chose the quotations that stand for it."""

    exercise = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="themes")
    name = models.CharField(max_length=90)
    about_words = models.CharField("what was read", max_length=300, blank=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ThemeQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """By name; a name is used once in a round."""

        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["exercise", "name"], name="themes_named_once")]
        default_permissions = ()

    def __str__(self):
        return self.name


class Quotation(models.Model):
    """One passage of a return that stands for a theme, word for word.

    It is published only after one person has proposed it and another has released it (bars G7).
    """

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="quotations")
    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="quotations")
    question_key = models.SlugField(max_length=60)
    text = models.TextField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True, blank=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = QuotationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """In the order they were put in; released only by somebody else than who proposed it."""

        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | Q(proposed_by__isnull=False) & ~Q(released_by=F("proposed_by")),
                name="quotations_two_people",
            )
        ]
        default_permissions = ()

    def __str__(self):
        return f"Quotation {self.pk} of return {self.audit_return_id}"

    @property
    def state(self) -> Any:
        """How far it is on its way to be published, for the reader."""
        if self.released_by_id:
            return "Released"
        return "Proposed" if self.proposed_by_id else ""
