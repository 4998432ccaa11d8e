"""The passage of a page that a search result shows, with the words marked."""

import re

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.models import Page
from wagtail.search import index

SNIPPET_LENGTH = 220
LEAD_IN = 60


def page_text(page: Page) -> str:
    """All that search looks through on a page, but its title, as one line."""
    fields = [field for field in page.get_search_fields() if isinstance(field, index.SearchField)]
    values = [field.get_value(page) for field in fields if field.field_name != "title"]
    parts = [part for value in values for part in (value if isinstance(value, list | tuple) else [value])]
    return " ".join(" ".join(str(part) for part in parts if part).split())


def snippet(text: str, words: list[str]) -> str:
    """The part of the text around the first of the words, cut at spaces."""
    found = _pattern(words).search(text) if words else None
    start = max(0, found.start() - LEAD_IN) if found else 0
    if start:
        start = text.find(" ", start) + 1
    end = start + SNIPPET_LENGTH
    if end >= len(text):
        return ("… " if start else "") + text[start:]
    cut = text.rfind(" ", start, end)
    return ("… " if start else "") + text[start : cut if cut > start else end] + " …"


def mark_words(text: str, words: list[str]) -> SafeString:
    """The text as HTML with the words marked; everything else is escaped."""
    if not words:
        return escape(text)
    # Splitting by a pattern with one group gives what is between the words and the words themselves in turn.
    pieces = enumerate(_pattern(words).split(text))
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", text) if place % 2 else text,) for place, text in pieces)
    )


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b((?:{'|'.join(words)})\w*)", re.IGNORECASE)
