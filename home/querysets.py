"""Which pages."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

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
