"""Going through all that an editor wrote on a page, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import ForeignKey
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from home.barriers.documents import pdf_troubles
from home.barriers.html import NAME_LINK, Reading, heading_troubles, html_troubles
from home.barriers.words import link_trouble, looks_like_a_file

TITLE_LEVEL, SECTION_LEVEL = 1, 2


@dataclass(frozen=True)
class Barrier:
    """One barrier: in which field and which of its parts, and in words what it is and how to mend it."""

    field: str
    place: int | None
    where: str
    words: str

    def __str__(self) -> str:
        return f"{self.where}: {self.words}"


def barriers_of(page: Any) -> list[Barrier]:
    """Every barrier on the page as it is now, in the order of its fields."""
    found = []
    for field in page._meta.concrete_fields:
        label = str(field.verbose_name).capitalize()
        if isinstance(field, StreamField):
            found += _of_stream(field.name, label, getattr(page, field.name))
        elif isinstance(field, RichTextField):
            troubles = html_troubles(getattr(page, field.name) or "", Reading(SECTION_LEVEL))
            found += [Barrier(field.name, None, label, each) for each in troubles]
        elif isinstance(field, ForeignKey) and field.related_model is get_image_model():
            image = getattr(page, field.name)
            found += [Barrier(field.name, None, label, each) for each in _of_shared_image(image)]
    return found


def _of_stream(name: str, label: str, value: Any) -> Iterator[Barrier]:
    """Of the parts of a field. Where parts can be headings, these follow the page's title and each other."""
    runs_on = "heading" in value.stream_block.child_blocks
    reading = Reading(TITLE_LEVEL if runs_on else SECTION_LEVEL)
    barrier = Barrier(name, None, label, "")
    for place, part in enumerate(value):
        if not runs_on:
            reading.level = SECTION_LEVEL
        where = f"{label}, part {place + 1} ({part.block.label.lower()})"
        for words in _troubles(part.block, part.value, reading):
            yield replace(barrier, place=place, where=where, words=words)


def _troubles(block: Any, value: Any, reading: Reading) -> Iterator[str]:
    """Of one block and all within it."""
    if value is None:
        return
    match block:
        case ImageBlock():
            yield from _of_image(value, value.contextual_alt_text, decorative=value.decorative)
        case ImageChooserBlock():
            yield from _of_image(value, value.description, decorative=False)
        case DocumentChooserBlock():
            yield from _of_document(value)
        case TypedTableBlock():
            yield from _of_table(value)
        case blocks.RichTextBlock():
            yield from html_troubles(value.source, reading)
        case blocks.StructBlock():
            yield from _of_struct(block, value, reading)
        case blocks.ListBlock() | blocks.StreamBlock():
            for each in getattr(value, "bound_blocks", value):
                yield from _troubles(each.block, each.value, reading)


def _of_struct(block: Any, value: Any, reading: Reading) -> Iterator[str]:
    """Of a group of fields. A block says by `link_words` which of its fields are the words of a link.

    Words that may be left out are the page's own title then.
    """
    link_words, level = getattr(block, "link_words", ""), getattr(block, "heading_level", "")
    if level:
        yield from heading_troubles(int(value[level][1:]), value["text"], reading)
    for name, child in block.child_blocks.items():
        is_link = name == link_words and (child.required or value[name])
        if is_link and (trouble := link_trouble(value[name] or "")):
            yield f"{trouble} {NAME_LINK}"
        yield from _troubles(child, value.get(name), reading)


def _of_image(image: Any, description: str | None, *, decorative: bool | None) -> Iterator[str]:
    if decorative:
        return
    if not (description or "").strip():
        yield (
            f"The picture “{image.title}” has no alternative text. Say in one sentence what it shows; if it only "
            "decorates, tick “Image is decorative”."
        )
    elif looks_like_a_file(description or ""):
        yield (
            f"The alternative text “{description}” is the name of a file or says nothing. Say in one sentence what "
            "the picture shows."
        )


def _of_shared_image(image: Any) -> Iterator[str]:
    """The picture for shared links is described with the picture itself."""
    if image is not None and (not image.description.strip() or looks_like_a_file(image.description)):
        yield (
            f"The picture “{image.title}” has no description. Open it under Images and say in one sentence what "
            "it shows."
        )


def _of_document(document: Any) -> Iterator[str]:
    if looks_like_a_file(document.title):
        yield (
            f"The document is called “{document.title}”, which is the name of a file. Open it under Documents and "
            "give it a title in words."
        )
    yield from pdf_troubles(document)


def _of_table(table: Any) -> Iterator[str]:
    empty = [str(place) for place, column in enumerate(table.columns, 1) if not (column["heading"] or "").strip()]
    if empty or not table.columns:
        which = f"column {', '.join(empty)}" if empty else "its columns"
        yield f"The table has no heading for {which}. Write in the top row what stands in each column."
