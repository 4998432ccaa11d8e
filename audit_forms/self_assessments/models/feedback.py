"""The letter that a school or agency gets about its return after a deep dive."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from audit_forms.organisations.enums import RegisterStatus
from audit_forms.organisations.models import Organisation
from audit_forms.returns.models import Return
from audit_forms.self_assessments.enums import LetterStatus
from audit_forms.self_assessments.models.deep_dives import DeepDive
from audit_forms.self_assessments.querysets import FeedbackLetterQuerySet
from portal.texts import lines_of


def points_of(text: str) -> list[str]:
    """The points of a text, each said once."""
    return list(dict.fromkeys(lines_of(text)))


class FeedbackLetter(models.Model):
    """Individual feedback: drafted from the review, edited, approved by a second person, sent, and answered once.

    `strengths`, `next_steps` and `asks_to_share` hold one point a line. `shared` keeps, word for word, the good
    practice that the setting agreed to share.
    """

    deep_dive = models.OneToOneField(DeepDive, on_delete=models.PROTECT, related_name="letter")
    status = models.CharField(max_length=10, choices=LetterStatus, default=LetterStatus.DRAFT)
    opening = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    questions = models.TextField("about single questions", blank=True)
    closing = models.TextField(blank=True)
    asks_to_share = models.TextField("good practice it asks to share", blank=True)
    follow_up_on = models.DateField("we look again on", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_back_because = models.TextField(blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    read_at = models.DateTimeField("first opened by the setting", null=True, blank=True, editable=False)
    reply = models.TextField(blank=True)
    shared = models.JSONField("good practice it agrees to share", default=list, blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)
    reply_read_at = models.DateTimeField("answer read by the Business Unit", null=True, blank=True, editable=False)

    objects = FeedbackLetterQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Whoever drafted it or changed it last does not approve it."""

        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")), name="letters_two_people"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(edited_by__isnull=True) | ~Q(approved_by=F("edited_by")),
                name="letters_editor_does_not_approve",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[LetterStatus.SENT, LetterStatus.ANSWERED], sent_at__isnull=False)
                | (~Q(status__in=[LetterStatus.SENT, LetterStatus.ANSWERED]) & Q(sent_at__isnull=True)),
                name="letters_sent_when",
            ),
        ]
        default_permissions = ()

    def __str__(self):
        return f"Feedback about deep dive {self.deep_dive_id}"

    def get_absolute_url(self) -> str:
        """Its page for the Business Unit."""
        return reverse("self_assessments:letter", args=[self.pk])

    @property
    def audit_return(self) -> Return:
        """The return it is about."""
        return self.deep_dive.audit_return

    @property
    def addressee(self) -> Organisation:
        """Whose letter it is: the setting that made the return, or the one that has succeeded it."""
        setting = self.audit_return.organisation
        successor = setting.successor if setting.status == RegisterStatus.CLOSED else None
        return successor or setting

    @property
    def writer(self) -> Any:
        """Who changed it last."""
        return self.edited_by or self.drafted_by

    @property
    def is_sent(self) -> bool:
        """Whether the setting has it."""
        return self.sent_at is not None

    @property
    def steps(self) -> list[str]:
        """The next steps that it asks for."""
        return points_of(self.next_steps)

    @property
    def practices(self) -> list[str]:
        """The good practice that it asks to share."""
        return points_of(self.asks_to_share)

    @property
    def consents(self) -> list[tuple[str, bool]]:
        """Each good practice with whether the setting agreed that it is shared."""
        return [(practice, practice in self.shared) for practice in self.practices]
