"""Which publications."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NoReturn

from django.db import models
from django.utils import timezone
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from home.querysets import for_reader, in_language, readable
from publications.enums import UNDER_WAY, DeliveryStatus, MailingStatus, StopReason


class ReadableQuerySet(PageQuerySet):
    """Selections of pages that anyone may read."""

    def readable(self) -> PageQuerySet:
        """Published, and not behind a password or sign-in: what listings and feeds may show to anyone."""
        return readable(self)

    def for_reader(self) -> PageQuerySet:
        """What of this anyone may read, in the language of the address asked for."""
        return for_reader(self)

    def in_language(self) -> PageQuerySet:
        """Those in the language of the address asked for, drafts too."""
        return in_language(self)


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
        frameworks = for_reader(Page.objects.filter(pk__in=self.values("framework")))
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
        return self.filter(themes__in=list(themes)).distinct()

    def by_role(self) -> dict[str, int]:
        """How many of each role."""
        return dict(self.order_by().values_list("role").annotate(number=models.Count("pk")))

    def by_topic(self) -> dict[str, int]:
        """How many follow each topic that anybody follows, by its name."""
        following = self.filter(themes__isnull=False).order_by("themes__name")
        return dict(following.values_list("themes__name").annotate(number=models.Count("pk")))


class MailingQuerySet(models.QuerySet):
    """Selections of mailings of the newsletter."""

    def due(self) -> "MailingQuerySet":
        """Scheduled, and their time has come."""
        return self.filter(status=MailingStatus.SCHEDULED, planned_at__lte=timezone.now())

    def sending(self) -> "MailingQuerySet":
        """Those whose mail is leaving now."""
        return self.filter(status=MailingStatus.SENDING)

    def under_way(self) -> "MailingQuerySet":
        """Begun and not ended."""
        return self.filter(status__in=UNDER_WAY)

    def unsettled(self, moment: datetime) -> "MailingQuerySet":
        """Paused, or cancelled since the moment: copies of theirs may have been in a process's hands then."""
        cancelled = models.Q(status=MailingStatus.CANCELLED, ended_at__gte=moment)
        return self.filter(cancelled | models.Q(status=MailingStatus.PAUSED))

    def begun(self) -> "MailingQuerySet":
        """Those of which some mail may have left."""
        return self.filter(started_at__isnull=False)

    def of(self, page: Any) -> "MailingQuerySet":
        """All mailings of one issue."""
        return self.filter(newsletter=page)

    def with_numbers(self) -> "MailingQuerySet":
        """Each with how many copies were sent, failed and skipped, and how many of its readers have left since."""
        status = "deliveries__status"
        left = models.Q(
            deliveries__status=DeliveryStatus.SENT,
            deliveries__subscriber__stop_reason=StopReason.LEFT,
            deliveries__subscriber__stopped_at__gte=models.F("deliveries__at"),
        )
        counted = {
            each.value: models.Count("deliveries", filter=models.Q(**{status: each.value})) for each in DeliveryStatus
        }
        numbers = {f"number_{name}": count for name, count in counted.items()}
        return self.annotate(**numbers, number_left=models.Count("deliveries", filter=left))


class DeliveryQuerySet(models.QuerySet):
    """Selections of copies."""

    def queued(self) -> "DeliveryQuerySet":
        """Those whose fate is not known yet."""
        return self.filter(status=DeliveryStatus.QUEUED)

    def wanted(self) -> "DeliveryQuerySet":
        """Those that may leave now: their mailing is being sent, and their reader still wants it."""
        reader = {"subscriber__stopped_at__isnull": True, "subscriber__wants_newsletter": True}
        return self.queued().filter(mailing__status=MailingStatus.SENDING, **reader)


class ConsentRecordQuerySet(models.QuerySet):
    """Proofs of consent, which are only ever added to."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Never. Raises TypeError."""
        raise TypeError("A proof of consent is not changed.")

    def delete(self) -> NoReturn:
        """Never. Raises TypeError."""
        raise TypeError("A proof of consent is not deleted.")


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
