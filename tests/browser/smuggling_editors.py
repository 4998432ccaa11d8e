"""Writes the payloads into every text of the public site: pages, their blocks, themes, settings (bars S17).

Rich text holds them as the editor stores what is typed: escaped. All else holds them as they are.
"""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

from django.db import models
from django.utils.html import escape
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from home.models import PartnershipSettings
from publications.models import Theme
from tests.browser.payloads import PAYLOADS

# Where a page is, and how the site looks: what is no text.
KEPT = {"path", "url_path", "slug", "brand_colour", "accent_colour"}
NO_TEXT = (blocks.URLBlock, blocks.EmailBlock, blocks.RegexBlock)


def write_public_site() -> None:
    """Fill what is published, each text with the next payload."""
    names = cycle(PAYLOADS)
    for theme in Theme.objects.all():
        fill(theme, names)
        theme.save()
    for settings in PartnershipSettings.objects.all():
        fill(settings, names)
        settings.save()
    for page in Page.objects.live().filter(depth__gt=1).specific():
        fill(page, names)
        page.save(clean=False)


def fill(row: models.Model, names: Iterator[str]) -> None:
    """Put payloads into the text fields of a row, as much as each holds."""
    for field in row._meta.concrete_fields:
        if isinstance(field, StreamField):
            setattr(row, field.name, fill_block(field.stream_block, getattr(row, field.name), names))
        elif isinstance(field, RichTextField):
            setattr(row, field.name, f"<p>{escape(next(names))}</p>")
        elif isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in KEPT:
            setattr(row, field.name, next(names)[: field.max_length])


def fill_block(block: Any, value: Any, names: Iterator[str]) -> Any:
    """The value of a block with payloads in every text within it."""
    if isinstance(block, blocks.StreamBlock):
        for child in value:
            child.value = fill_block(child.block, child.value, names)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            value[name] = fill_block(child, value[name], names)
    elif isinstance(block, blocks.ListBlock):
        for child in value.bound_blocks:
            child.value = fill_block(child.block, child.value, names)
    elif isinstance(block, blocks.RichTextBlock):
        return RichText(f"<p>{escape(next(names))}</p>")
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock) and not isinstance(block, NO_TEXT):
        return next(names)[: block.field.max_length]
    return value
