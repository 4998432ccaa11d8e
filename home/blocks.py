"""The parts an editor can build an ordinary page from."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

INLINE = ["bold", "italic", "link", "document-link"]
TEXT = [*INLINE, "ul", "ol"]


class HeadingBlock(blocks.StructBlock):
    """A heading within the page. The page's title is its only first-level heading."""

    # The field that says how deep it goes, for the check at publishing.
    heading_level = "level"

    text = blocks.CharBlock(max_length=120)
    level = blocks.ChoiceBlock(
        choices=[("h2", "Section"), ("h3", "Part of a section")], default="h2", search_index=False
    )

    class Meta:
        icon = "title"
        template = "home/blocks/heading.html"


class QuoteBlock(blocks.StructBlock):
    """Words of somebody, with who said them. Never the words of a child who could be recognised."""

    text = blocks.TextBlock(rows=3)
    source = blocks.CharBlock(required=False, max_length=120)

    class Meta:
        icon = "openquote"
        template = "home/blocks/quote.html"


class CalloutBlock(blocks.StructBlock):
    """Something that must not be missed."""

    tone = blocks.ChoiceBlock(
        choices=[("note", "Note"), ("warning", "Warning")],
        default="note",
        help_text="Use a warning only where somebody could come to harm.",
        search_index=False,
    )
    text = blocks.RichTextBlock(features=TEXT)

    class Meta:
        icon = "warning"
        template = "home/blocks/callout.html"


class DetailsBlock(blocks.StructBlock):
    """More text that a few readers want: it opens in place."""

    summary = blocks.CharBlock(max_length=120, help_text="What opens, like: What happens after you call.")
    text = blocks.RichTextBlock(features=TEXT)

    class Meta:
        icon = "collapse-down"
        template = "home/blocks/details.html"


class TableBlock(blocks.StructBlock):
    """A table with a caption and column headings."""

    caption = blocks.CharBlock(max_length=150, help_text="What the table shows.")
    table = TypedTableBlock([("text", blocks.CharBlock(required=False)), ("number", blocks.CharBlock(required=False))])

    class Meta:
        icon = "table"
        template = "home/blocks/table.html"


class ContactBlock(blocks.StructBlock):
    """Whom to turn to: a service, not a person."""

    name = blocks.CharBlock(max_length=120)
    text = blocks.CharBlock(required=False, max_length=200, help_text="What they help with.")
    phone = blocks.CharBlock(required=False, max_length=30)
    hours = blocks.CharBlock(required=False, max_length=120)
    email = blocks.EmailBlock(required=False)
    website = blocks.URLBlock(required=False)

    class Meta:
        icon = "mail"
        template = "home/blocks/contact.html"


class StepBlock(blocks.StructBlock):
    """One step of a procedure."""

    title = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=TEXT, required=False)


class StepsBlock(blocks.StructBlock):
    """Things to do one after another."""

    steps = blocks.ListBlock(StepBlock(), min_num=2)

    class Meta:
        icon = "list-ol"
        template = "home/blocks/steps.html"


class DocumentBlock(blocks.StructBlock):
    """A file to download, with what it is."""

    document = DocumentChooserBlock()
    text = blocks.CharBlock(required=False, max_length=200, help_text="What it is for, and who can print it.")

    class Meta:
        icon = "doc-full-inverse"
        template = "home/blocks/document.html"


class FrontDoorBlock(blocks.StaticBlock):
    """The numbers to call about a child, from the settings, so that they are kept in one place."""

    class Meta:
        icon = "help"
        label = "Numbers to call about a child"
        admin_text = "Shows the front door and the out of hours number from the partnership's settings."
        template = "components/concern_panel.html"


class BodyBlock(blocks.StreamBlock):
    """The parts of an ordinary page, in any order."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(features=[*TEXT, "hr"], icon="pilcrow", template="home/blocks/text.html")
    callout = CalloutBlock()
    steps = StepsBlock()
    contact = ContactBlock()
    front_door = FrontDoorBlock()
    details = DetailsBlock()
    quote = QuoteBlock()
    table = TableBlock()
    image = ImageBlock(template="home/blocks/image.html")
    document = DocumentBlock()

    def clean(self, value: Any) -> Any:
        """Headings are not skipped: a part of a section needs its section first (WCAG 1.3.1)."""
        cleaned = super().clean(value)
        levels = [(place, block.value["level"]) for place, block in enumerate(cleaned) if block.block_type == "heading"]
        if levels and levels[0][1] == "h3":
            message = "The first heading must be a section. Change its level."
            raise blocks.StreamBlockValidationError({levels[0][0]: ValidationError(message)})
        return cleaned


class RouteBlock(blocks.StructBlock):
    """One of the ways on from the front page."""

    # The field with the words of the link, for the check at publishing.
    link_words = "link_text"

    title = blocks.CharBlock(max_length=60, help_text="In the reader's words: I work with children.")
    text = blocks.CharBlock(max_length=160)
    page = blocks.PageChooserBlock(required=False, help_text="Leave empty for the sign-in page.")
    link_text = blocks.CharBlock(max_length=60)

    class Meta:
        icon = "arrow-right"
