"""Sign-off: who confirmed which answers."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit_forms.organisations.enums import Capacity
from audit_forms.returns.enums import Decision
from audit_forms.returns.models.returns import Return
from audit_forms.returns.querysets import SigningLinkQuerySet


class SigningLink(models.Model):
    """A one-time way in for a signatory without an account: it opens one return, for one capacity and attempt.

    The link's token and the e-mailed code are kept as digests only; both have to be shown. Until it is its signatory's
    turn nothing is sent: `sent_at` is empty, and nobody knows the token.
    """

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="signing_links")
    attempt = models.PositiveSmallIntegerField()
    capacity = models.CharField(max_length=10, choices=Capacity)
    name = models.CharField(max_length=150)
    email = models.EmailField()
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    code_digest = models.CharField(max_length=128, blank=True, editable=False)
    code_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    code_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    # How many codes were ever sent: without an end to them, a code could be guessed in fourteen days.
    codes_sent = models.PositiveSmallIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SigningLinkQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        ordering = ["-created_at"]
        default_permissions = ()

    def __str__(self):
        return f"{self.name}, {self.get_capacity_display()}"

    @property
    def has_run_out(self) -> bool:
        """Whether it was sent and its time is over."""
        return self.sent_at is not None and self.expires_at <= timezone.now()


class SignOff(models.Model):
    """One signatory's decision in one attempt, with the words they confirmed."""

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="sign_offs")
    attempt = models.PositiveSmallIntegerField()
    capacity = models.CharField(max_length=10, choices=Capacity)
    decision = models.CharField(max_length=10, choices=Decision)
    statement = models.TextField()
    reason = models.TextField(blank=True)
    meeting_date = models.DateField(null=True, blank=True)
    # Who signed: somebody who was signed in, or somebody who came by a link of their own.
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    signing_link = models.ForeignKey(
        SigningLink, null=True, blank=True, on_delete=models.PROTECT, related_name="sign_offs"
    )
    signed_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """One decision per capacity and attempt: a double click signs once (bars R5)."""

        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit_return", "attempt", "capacity"],
                name="returns_sign_off_once",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_by__isnull=False, signing_link__isnull=True)
                | models.Q(signed_by__isnull=True, signing_link__isnull=False),
                name="returns_signed_by_one_person",
            ),
        ]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_capacity_display()}: {self.get_decision_display()}"

    @property
    def signatory(self) -> str:
        """The name of whoever signed."""
        return self.signing_link.name if self.signing_link else str(self.signed_by)


class Submission(models.Model):
    """The answers as they were when a return was submitted: what was signed stays readable after later changes.

    `answers` maps a question's key to its parts (`returns.parts`), `evidence` to the primary keys of its evidence.
    """

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="submissions")
    attempt = models.PositiveSmallIntegerField()
    submitted_at = models.DateTimeField(default=timezone.now, editable=False)
    answers = models.JSONField()
    evidence = models.JSONField(default=dict)

    wagtail_reference_index_ignore = True

    class Meta:
        """One for each time it was submitted, oldest first."""

        ordering = ["attempt"]
        constraints = [models.UniqueConstraint(fields=["audit_return", "attempt"], name="returns_submission_once")]
        default_permissions = ()

    def __str__(self):
        return f"Submission {self.attempt} of return {self.audit_return_id}"
