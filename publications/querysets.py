"""Which publications."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NoReturn

from django.db import models
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


class SignUpQuerySet(models.QuerySet):
    """Selections of requests for mail."""

    def asked_before(self, moment: datetime) -> "SignUpQuerySet":
        """Those made before the moment."""
        return self.filter(asked_at__lt=moment)

    def asked_since(self, moment: datetime) -> "SignUpQuerySet":
        """Those made at the moment or after it."""
        return self.filter(asked_at__gte=moment)


class SubscriberQuerySet(models.QuerySet):
    """Selections of subscribers."""

    def active(self) -> "SubscriberQuerySet":
        """Those who may be sent mail: confirmed, which all rows are, and not stopped."""
        return self.filter(stopped_at__isnull=True)

    def stopped(self) -> "SubscriberQuerySet":
        """Those who left, or to whom no mail may go for another reason."""
        return self.filter(stopped_at__isnull=False)

    def for_newsletter(self) -> "SubscriberQuerySet":
        """Active, and the newsletter was asked for."""
        return self.active().filter(wants_newsletter=True)

    def for_digest(self) -> "SubscriberQuerySet":
        """Active, and what is new on the topics followed was asked for."""
        return self.active().filter(wants_digest=True)

    def following(self, themes: Iterable[Any]) -> "SubscriberQuerySet":
        """Those who follow at least one of these themes, each once."""
        return self.filter(
            models.Exists(
                self.model.themes.through.objects.filter(subscriber=models.OuterRef("pk"), theme__in=list(themes))
            )
        )


class ConsentRecordQuerySet(models.QuerySet):
    """Proofs of consent, which are only ever added to."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Never. Raises TypeError."""
        raise TypeError("A proof of consent is not changed.")

    def delete(self) -> NoReturn:
        """Never. Raises TypeError."""
        raise TypeError("A proof of consent is not deleted.")


PublicationManager = PageManager.from_queryset(PublicationQuerySet)
FrameworkManager = PageManager.from_queryset(FrameworkQuerySet)
