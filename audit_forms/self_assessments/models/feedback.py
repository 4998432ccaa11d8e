"""The letter that a school or agency gets about its return after a deep dive."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit_forms.self_assessments.enums import LetterStatus
from audit_forms.self_assessments.models.deep_dives import DeepDive
from audit_forms.self_assessments.querysets import FeedbackLetterQuerySet


class FeedbackLetter(models.Model):
    """Individual feedback: drafted from the review, edited, approved by a second person, sent, and answered once."""

    deep_dive = models.OneToOneField(DeepDive, on_delete=models.PROTECT, related_name="letter")
    status = models.CharField(max_length=10, choices=LetterStatus, default=LetterStatus.DRAFT)
    opening = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    questions = models.TextField("about single questions", blank=True)
    closing = models.TextField(blank=True)
    asks_to_share = models.TextField("good practice it asks to share", blank=True)
    version = models.PositiveIntegerField(default=1)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now, editable=False)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    read_at = models.DateTimeField("first opened by the setting", null=True, blank=True, editable=False)
    reply = models.TextField(blank=True)
    may_share = models.BooleanField("the setting agrees that its good practice is shared", null=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = FeedbackLetterQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Whoever drafted it does not approve it."""

        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")), name="letters_two_people"
            )
        ]
        default_permissions = ()

    def __str__(self):
        return f"Feedback about deep dive {self.deep_dive_id}"
