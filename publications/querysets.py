"""Which publications."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from home.querysets import readable


class ReadableQuerySet(PageQuerySet):
    """Selections of pages that anyone may read."""

    def readable(self) -> PageQuerySet:
        """Published, and not behind a password or sign-in: what listings and feeds may show to anyone."""
        return readable(self)


class FrameworkQuerySet(ReadableQuerySet):
    """Selections of the framework."""

    def to_review(self, today: date) -> PageQuerySet:
        """Published, with a review date that has come."""
        return self.live().filter(review_on__lte=today)


class VersionQuerySet(models.QuerySet):
    """Selections of the framework's approved versions."""

    def in_force(self) -> "VersionQuerySet":
        """Those that nothing has superseded: one of a framework at most."""
        return self.filter(superseded_on__isnull=True)

    def readable(self) -> "VersionQuerySet":
        """Those of a framework that anyone may read."""
        frameworks = readable(Page.objects.filter(pk__in=self.values("framework")))
        return self.filter(framework__in=frameworks)


class PublicationQuerySet(ReadableQuerySet):
    """Selections of publications."""

    def newest_first(self) -> PageQuerySet:
        """By the date on the page, newest first; the key decides between two of one day."""
        return self.order_by("-published_on", "-pk")

    def about(self, themes: Iterable[str]) -> PageQuerySet:
        """Those on any of these themes, given by slug."""
        return self.filter(theme__slug__in=themes)

    def published_in(self, year: int) -> PageQuerySet:
        """Those dated in this year."""
        return self.filter(published_on__year=year)

    def years(self) -> list[int]:
        """The years that have at least one, newest first."""
        return [day.year for day in self.order_by().dates("published_on", "year", order="DESC")]


PublicationManager = PageManager.from_queryset(PublicationQuerySet)
FrameworkManager = PageManager.from_queryset(FrameworkQuerySet)
