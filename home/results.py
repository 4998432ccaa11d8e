"""What the list of search results shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString
from wagtail.documents import get_document_model
from wagtail.models import Page

from home.search import DOCUMENT, Hit
from home.snippets import mark_words, page_text, snippet
from portal.languages import Language


@dataclass(frozen=True)
class Result:
    """One result: where it leads, its title and a passage with the words marked, and what it is."""

    title: SafeString
    kind: str
    day: Any
    snippet: SafeString | str
    page: Page | None = None
    address: str = ""
    language: Language | None = None


def results_of(hits: Iterable[Hit], words: Sequence[str]) -> list[Result]:
    """The results in the order of the hits: one query for each type of page among them, and one for documents."""
    wanted = list(hits)
    pages = Page.objects.filter(pk__in=[number for number, is_document in wanted if not is_document]).specific()
    found = {(page.pk, False): _page(page, list(words)) for page in pages}
    numbers = [number for number, is_document in wanted if is_document]
    if numbers:
        documents = get_document_model().objects.filter(pk__in=numbers)
        found |= {(document.pk, True): _document(document, list(words)) for document in documents}
    return [found[hit] for hit in wanted if hit in found]


def _page(page: Any, words: list[str]) -> Result:
    text = mark_words(snippet(page_text(page), words), words)
    return Result(
        mark_words(page.title, words), page.kind_label, page.listed_on, text, page=page, language=page.language
    )


def _document(document: Any, words: list[str]) -> Result:
    facts = f"{document.file_extension.upper()}, {filesizeformat(document.get_file_size() or 0)}"
    return Result(mark_words(document.title, words), DOCUMENT, None, facts, address=document.url)
