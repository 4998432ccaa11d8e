"""Search over the public site: pages and documents, what they can be narrowed by, and in what order they come."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.models import Page, get_page_models

from home.facets import narrow
from home.models import BasePage
from home.querysets import shown_on_pages

MAX_WORDS = 12
DOCUMENT = "Document"
# The number of a page or of a document, and whether it is a document.
Hit = tuple[int, bool]


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: words, kinds of page, and values of each facet; nothing chosen is everything."""

    query: str
    kinds: Sequence[str] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        """The words to look for and to mark."""
        return split_words(self.query)


def split_words(query: str) -> list[str]:
    """The words of a text, as search sees them; of a long one only the first."""
    return re.findall(r"\w+", query)[:MAX_WORDS]


def page_types() -> list[type[BasePage]]:
    """Every type of page that search may find."""
    return [model for model in get_page_models() if issubclass(model, BasePage)]


def page_kinds() -> dict[str, list[type[BasePage]]]:
    """Page types by the word readers know them by."""
    kinds: dict[str, list[type[BasePage]]] = {}
    for model in page_types():
        kinds.setdefault(model.kind_label, []).append(model)
    return dict(sorted(kinds.items()))


def find(wanted: Wanted) -> list[Hit]:
    """What anyone may read that contains all the words, best first.

    What has more of the words in its title comes first, pages before documents. Wagtail's own ranking is not used: on
    SQLite it repeats the whole search for every page found, which takes minutes at 5,000 pages.
    """
    hits = [(title, number, False) for number, title in _pages(wanted)]
    hits += [(title, number, True) for number, title in _documents(wanted)]
    in_title = re.compile(rf"\b(?:{'|'.join(wanted.words)})\b", re.IGNORECASE)
    hits.sort(key=lambda hit: -len({word.lower() for word in in_title.findall(hit[0])}))
    return [(number, is_document) for _, number, is_document in hits]


def _pages(wanted: Wanted) -> Iterable[tuple[int, str]]:
    """Numbers and titles of pages with the words, of these kinds or of any."""
    kinds = page_kinds()
    models = [model for kind in wanted.kinds for model in kinds.get(kind, [])]
    if wanted.kinds and not models:
        return []
    # Not `readable()`: the search index cannot follow its subquery.
    pages = Page.objects.live().public()
    if models:
        types = ContentType.objects.get_for_models(*models).values()
        pages = pages.filter(content_type__in=[each.pk for each in types])
    found = pages.search(" ".join(wanted.words), operator="and", order_by_relevance=False).get_queryset()
    return narrow(found, models or page_types(), wanted.facets).values_list("pk", "title")


def _documents(wanted: Wanted) -> Iterable[tuple[int, str]]:
    """Numbers and titles of documents with the words in their title or tags, each on a page that anyone may read.

    They have no year, theme or audience of their own, so none is found once one of these is chosen.
    """
    if wanted.facets or (wanted.kinds and DOCUMENT not in wanted.kinds):
        return []
    documents = get_document_model().objects.all()
    found = documents.search(" ".join(wanted.words), operator="and", order_by_relevance=False).get_queryset()
    titles = dict(found.values_list("pk", "title"))
    return [(number, titles[number]) for number in shown_on_pages(titles)]
