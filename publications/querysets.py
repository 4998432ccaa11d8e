"""Which publications."""

from collections.abc import Iterable
from datetime import date, datetime

from wagtail.models import PageManager
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


class EventQuerySet(ReadableQuerySet):
    """Selections of events."""

    def coming(self, now: datetime) -> PageQuerySet:
        """Those not over, the next first."""
        return self.filter(ends_at__gte=now).order_by("starts_at", "pk")

    def past(self, now: datetime) -> PageQuerySet:
        """Those over, the latest first."""
        return self.filter(ends_at__lt=now).order_by("-starts_at", "-pk")

    def newest_first(self) -> PageQuerySet:
        """By the day they were announced, newest first."""
        return self.order_by("-first_published_at", "-pk")


PublicationManager = PageManager.from_queryset(PublicationQuerySet)
FrameworkManager = PageManager.from_queryset(FrameworkQuerySet)
EventManager = PageManager.from_queryset(EventQuerySet)
