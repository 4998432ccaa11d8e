"""Which pages."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, ReferenceIndex, Site
from wagtail.query import PageQuerySet

from portal.languages import current_language

# What a link to a page takes; the rest of a page's forty columns stays in the database.
LINK_FIELDS = ("id", "title", "url_path", "depth", "path", "live")


def links_only(pages: PageQuerySet) -> PageQuerySet:
    """The pages with just what a link to each needs."""
    return pages.only(*LINK_FIELDS)


def readable(pages: PageQuerySet) -> PageQuerySet:
    """Published pages that neither they nor a page above them keeps behind a password or sign-in.

    As Wagtail’s `.live().public()`, without its second query; listings, menus and feeds start here.
    """
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    closed = PageViewRestriction.objects.alias(place=path).filter(place__startswith=F("page__path"))
    return pages.live().exclude(Exists(closed))


def in_language(pages: PageQuerySet) -> PageQuerySet:
    """Those in the language of the address asked for; elsewhere in the site's own.

    What lists pages wherever they stand starts here: a translation is no second outcome, briefing or event.
    """
    return pages.filter(locale__language_code=current_language().code)


def for_reader(pages: PageQuerySet) -> PageQuerySet:
    """What anyone may read, in the language of the address asked for."""
    return in_language(readable(pages))


def homes(site: Site) -> PageQuerySet:
    """The published front pages of a site, one for each language in which it can be read."""
    codes = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
    return site.root_page.get_translations(inclusive=True).live().filter(locale__language_code__in=codes)


def translations_of(page: Page, site: Site) -> PageQuerySet:
    """The same page in other languages, where anyone may read it and below a front page that is published.

    An alias is no translation: it repeats the words of the page it was made from.
    """
    others = Page.objects.filter(translation_key=page.translation_key, alias_of=None).exclude(pk=page.pk)
    there = readable(others).filter(locale__in=homes(site).values("locale")).order_by("locale__language_code")
    return there.select_related("locale").only(*LINK_FIELDS, "locale__language_code")


def readable_documents(documents: QuerySet) -> QuerySet:
    """Documents in collections that neither they nor a collection above them keeps to some."""
    path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    closed = CollectionViewRestriction.objects.alias(place=path).filter(place__startswith=F("collection__path"))
    return documents.exclude(Exists(closed))


def shown_on_pages(documents: Iterable[int]) -> list[int]:
    """Of the documents with these numbers, those that are not in a closed collection and on a page anyone may read.

    What an editor has only uploaded waits for its page.
    """
    keys = [str(number) for number in documents]
    if not keys:
        return []
    kinds = ContentType.objects.get_for_models(get_document_model(), Page)
    uses = ReferenceIndex.objects.filter(
        base_content_type=kinds[Page], to_content_type=kinds[get_document_model()], to_object_id__in=keys
    )
    places = list(uses.values_list("to_object_id", "object_id"))
    pages = Page.objects.filter(pk__in=[page for _, page in places if page.isdigit()])
    open_pages = {str(number) for number in readable(pages).values_list("pk", flat=True)}
    placed = get_document_model().objects.filter(pk__in={document for document, page in places if page in open_pages})
    shown = set(readable_documents(placed).values_list("pk", flat=True))
    return [number for number in documents if number in shown]
