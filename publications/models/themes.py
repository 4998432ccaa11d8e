"""Themes that tie publications together."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet


@register_snippet
class Theme(models.Model):
    """A subject of audits and briefings; kept by editors under Snippets. One in use cannot be deleted."""

    name = models.CharField(max_length=60, unique=True, help_text="As readers see it, for example “Neglect”.")
    slug = models.SlugField(max_length=60, unique=True, help_text="Used in addresses; keep it once pages use it.")
    description = models.CharField(max_length=200, blank=True, help_text="What belongs to it, in one sentence.")
    about_abuse = models.BooleanField(
        "about abuse",
        default=False,
        help_text="Pages on this theme then offer “Exit this page”. Each page can say otherwise.",
    )

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description"), FieldPanel("about_abuse")]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
