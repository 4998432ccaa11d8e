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

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
