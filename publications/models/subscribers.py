"""People who asked for mail: what they asked for, the proof that they did, and whether they still want it."""

import secrets
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from portal.outbox.services import full_address
from publications.enums import StopReason, SubscriberRole
from publications.models.themes import Theme
from publications.querysets import ConsentRecordQuerySet, SignUpQuerySet, SubscriberQuerySet


def new_key() -> str:
    """A key nobody can guess, for a link in a mail."""
    return secrets.token_urlsafe(24)


class Choices(models.Model):
    """What somebody wants to be sent, and what they do."""

    role = models.CharField(max_length=20, choices=SubscriberRole.choices, blank=True)
    wants_newsletter = models.BooleanField("newsletter", default=True)
    wants_digest = models.BooleanField(
        "topics",
        default=False,
        help_text="New audit outcomes and briefings on topics they follow, once a week at most.",
    )
    themes = models.ManyToManyField(Theme, verbose_name="topics followed", blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def choices(self) -> dict[str, Any]:
        """What was chosen, as the proof of consent keeps it."""
        return {
            "role": self.role,
            "newsletter": self.wants_newsletter,
            "digest": self.wants_digest,
            "themes": [theme.slug for theme in self.themes.all()],
        }


class SignUp(Choices):
    """A request for mail from the form, which makes nobody a subscriber before its link is confirmed.

    It is deleted seven days after it was made. `asked_from` is the network it came from; it is forgotten after a
    quarter of an hour, when it no longer counts against a flood of requests.
    """

    email = models.EmailField(unique=True)
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_from = models.CharField(max_length=45, blank=True)

    objects = SignUpQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Counted by network and age."""

        indexes = [models.Index(fields=["asked_from", "asked_at"], name="publications_signup_recent")]
        default_permissions = ()

    def __str__(self) -> str:
        return self.email

    def confirm_path(self) -> str:
        """Where the link in the mail leads."""
        return reverse("publications:confirm", args=[self.key])


class Subscriber(Choices):
    """Somebody who has confirmed by a link in a mail that they want what they chose.

    The row stays when they leave, so that links in old issues go on working. Thirty days later the address is
    forgotten; `fingerprint` then tells whether the same address comes back.
    """

    email = models.EmailField("e-mail address", unique=True, null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    confirmed_at = models.DateTimeField("since", default=timezone.now)
    stopped_at = models.DateTimeField("stopped", null=True, blank=True)
    stop_reason = models.CharField("why", max_length=15, choices=StopReason.choices, blank=True)
    soft_failures = models.PositiveSmallIntegerField("mails not taken in a row", default=0)
    told_until = models.DateTimeField("topics told until", default=timezone.now)

    objects = SubscriberQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """The newest first. An address is kept in small letters, and by nobody active forgotten."""

        ordering = ["-confirmed_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email__isnull=False) | models.Q(stopped_at__isnull=False),
                name="publications_subscriber_reachable",
            ),
            models.CheckConstraint(
                condition=models.Q(stopped_at__isnull=True, stop_reason="")
                | models.Q(stopped_at__isnull=False) & ~models.Q(stop_reason=""),
                name="publications_subscriber_stopped_why",
            ),
        ]

    def __str__(self) -> str:
        return self.email or "Address forgotten"

    @property
    def is_active(self) -> bool:
        """Whether mail may be sent."""
        return self.stopped_at is None

    @property
    def may_come_back(self) -> bool:
        """Whether one press undoes the leaving: they left by themselves and the address is still known."""
        return self.stop_reason == StopReason.LEFT and self.email is not None

    def preferences_path(self) -> str:
        """The page where they see and change what they get."""
        return reverse("publications:preferences", args=[self.key])

    def leave_path(self) -> str:
        """The page where they leave; a POST to it leaves at once (RFC 8058)."""
        return reverse("publications:leave", args=[self.key])

    def preferences_url(self) -> str:
        """The full address of their page, for mails."""
        return full_address(self.preferences_path())

    def leave_url(self) -> str:
        """The full address for leaving, for mails and their headers."""
        return full_address(self.leave_path())


class ConsentRecord(models.Model):
    """Proof of what somebody agreed to: when, to which words, and what they chose. Only ever added to.

    No network address: the link that only the owner of the mailbox has is the better proof.
    """

    subscriber = models.ForeignKey(Subscriber, on_delete=models.PROTECT, related_name="consents")
    at = models.DateTimeField(default=timezone.now, editable=False)
    wording_version = models.CharField(max_length=20, editable=False)
    wording = models.TextField(editable=False)
    choices = models.JSONField(editable=False)

    objects = ConsentRecordQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """As a story."""

        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} version {self.wording_version}"
