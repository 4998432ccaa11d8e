"""Which pages."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet


def readable(pages: PageQuerySet) -> PageQuerySet:
    """Published pages that neither they nor a page above them keeps behind a password or sign-in.

    As Wagtail’s `.live().public()`, without its second query; listings, menus and feeds start here.
    """
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    closed = PageViewRestriction.objects.alias(place=path).filter(place__startswith=F("page__path"))
    return pages.live().exclude(Exists(closed))
