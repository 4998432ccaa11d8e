"""Search over the public pages: kinds to choose from, and snippets with the words marked."""

import re
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.models import Page, get_page_models
from wagtail.search import index

from home.models import BasePage

SNIPPET_LENGTH = 220
LEAD_IN = 60
MAX_WORDS = 12


def split_words(query: str) -> list[str]:
    """The words to look for and to mark."""
    return re.findall(r"\w+", query)[:MAX_WORDS]


def page_kinds() -> dict[str, list[type[Page]]]:
    """Page types by the word readers know them by."""
    kinds: dict[str, list[type[Page]]] = {}
    for model in get_page_models():
        if issubclass(model, BasePage):
            kinds.setdefault(model.kind_label, []).append(model)
    return dict(sorted(kinds.items()))


def find_pages(query: str, kinds: Iterable[str] = ()) -> list[int]:
    """Numbers of the pages anyone may read that contain all the words, best first, of these kinds or of any.

    Pages with more of the words in their title come first, newer before older. Wagtail's own ranking is not used: on
    SQLite it repeats the whole search for every page found, which takes minutes at 5,000 pages.
    """
    words = split_words(query)
    # Not `readable()`: the search index cannot follow its subquery.
    pages = Page.objects.live().public()
    chosen = [model for kind in kinds for model in page_kinds().get(kind, [])]
    if chosen:
        types = ContentType.objects.get_for_models(*chosen).values()
        pages = pages.filter(content_type__in=[each.pk for each in types])
    found = pages.search(" ".join(words), operator="and", order_by_relevance=False)
    rows = found.get_queryset().values_list("pk", "title")
    return [number for number, _ in sorted(rows, key=lambda row: -_words_in(row[1], words))]


def _words_in(title: str, words: list[str]) -> int:
    """How many of the words the title has."""
    in_title = {word.lower() for word in re.findall(r"\w+", title)}
    return len(in_title.intersection(word.lower() for word in words))


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
