"""The sending of one issue of the newsletter: to whom, when, what exactly, and what became of each copy."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Revision

from portal.outbox import lists
from publications.enums import UNDER_WAY, DeliveryStatus, MailingStatus, SubscriberRole
from publications.models.newsletters import NewsletterPage
from publications.models.subscribers import Subscriber
from publications.models.themes import Theme
from publications.querysets import DeliveryQuerySet, MailingQuerySet, SubscriberQuerySet
from publications.rendering import Mail

LIST = "newsletter"


def person(verbose_name: str) -> models.ForeignKey:
    """Somebody who did something; their account outlives the mailing."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=verbose_name,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )


class Mailing(models.Model):
    """One sending of one issue. What is sent is frozen when sending starts: the page may change, the mail does not.

    `audience_size` is how many people it was for at that moment. `left_out` names the picked stories that nobody may
    read any more. `note` says why the portal itself stopped it.
    """

    newsletter = models.ForeignKey(NewsletterPage, null=True, on_delete=models.SET_NULL, related_name="mailings")
    roles = models.JSONField(default=list, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=MailingStatus.choices, default=MailingStatus.DRAFT)
    planned_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = person("prepared by")
    decided_by = person("scheduled or started by")
    subject = models.CharField(max_length=255, blank=True)
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    revision = models.ForeignKey(Revision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    left_out = models.JSONField(default=list, blank=True)
    audience_size = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    objects = MailingQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """The newest first. Two mailings of one issue are never sent at the same time."""

        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["newsletter"],
                name="publications_mailing_one_at_a_time",
                condition=models.Q(status__in=[status.value for status in UNDER_WAY]),
            )
        ]

    def __str__(self) -> str:
        return self.subject or str(self.newsletter or "A newsletter that was deleted")

    @property
    def is_frozen(self) -> bool:
        """Whether its content is fixed for good."""
        return self.started_at is not None

    @property
    def is_outdated(self) -> bool:
        """Whether the page has been published anew since the mail was frozen."""
        return self.is_frozen and self.newsletter is not None and self.newsletter.live_revision_id != self.revision_id

    @property
    def mail(self) -> Mail:
        """The frozen mail."""
        return Mail(self.subject, self.html, self.text)

    @property
    def role_labels(self) -> list[str]:
        """The roles it goes to, in words; empty means all."""
        return [str(SubscriberRole(role).label) for role in self.roles]

    def audience(self) -> SubscriberQuerySet:
        """Everybody it is for, as of now; roles and topics each narrow it down."""
        readers = Subscriber.objects.for_newsletter()
        if self.roles:
            readers = readers.filter(role__in=self.roles)
        themes = list(self.themes.all())
        return readers.following(themes) if themes else readers

    def still_to_get(self) -> SubscriberQuerySet:
        """Those of the audience who have no copy, of this mailing or of another one of the same issue."""
        copies = Delivery.objects.filter(subscriber=models.OuterRef("pk"))
        readers = self.audience().exclude(models.Exists(copies.filter(mailing=self)))
        if self.newsletter_id is None:
            return readers
        reached = [DeliveryStatus.QUEUED, DeliveryStatus.SENT]
        others = copies.filter(mailing__newsletter=self.newsletter_id, status__in=reached)
        return readers.exclude(models.Exists(others))

    @property
    def key_prefix(self) -> str:
        """How the outbox's keys of its copies begin."""
        return lists.key_of(LIST, f"{self.pk}/")


class Delivery(models.Model):
    """One subscriber's copy: there is never a second one of the same mailing."""

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.ForeignKey(Subscriber, on_delete=models.PROTECT, related_name="deliveries")
    status = models.CharField(max_length=10, choices=DeliveryStatus.choices, default=DeliveryStatus.QUEUED)
    at = models.DateTimeField(default=timezone.now)

    objects = DeliveryQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Counted by mailing and status."""

        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["mailing", "subscriber"], name="publications_delivery_once"),
        ]
        indexes = [models.Index(fields=["mailing", "status"], name="publications_delivery_status")]

    def __str__(self) -> str:
        return f"{self.get_status_display()}: copy {self.pk}"

    @property
    def list_key(self) -> str:
        """By which the outbox asks about this copy before it leaves."""
        return lists.key_of(LIST, f"{self.mailing_id}/{self.subscriber_id}")
