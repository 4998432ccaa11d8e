"""Answers to single questions, and text that could not be saved."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit_forms.questionnaires.models import Question, RatingLevel, Section
from audit_forms.returns.models.returns import Return
from audit_forms.returns.querysets import AnswerQuerySet, RescuedTextQuerySet


class Answer(models.Model):
    """The answer to one question. `version` grows with each change, so that no editor overwrites another (bars R4)."""

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    level = models.ForeignKey(RatingLevel, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    value = models.JSONField(null=True, blank=True)
    confirmed = models.BooleanField("level's extra tick", default=False)
    reason = models.TextField("reason it does not apply", blank=True)
    action_what = models.TextField("action", blank=True)
    action_who = models.CharField("who", max_length=200, blank=True)
    action_by = models.DateField("by when", null=True, blank=True)
    # Carried forward from the last return: it counts as an answer only when somebody has confirmed or changed it.
    to_check = models.BooleanField("carried forward, to confirm or change", default=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AnswerQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """One row per question."""

        constraints = [models.UniqueConstraint(fields=["audit_return", "question"], name="returns_one_answer")]
        default_permissions = ()

    def __str__(self):
        return f"Answer to {self.question_id} of return {self.audit_return_id}"


class RescuedText(models.Model):
    """What somebody had typed when their session was gone; offered back to that person only (bars R6)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField()
    rescued_at = models.DateTimeField(default=timezone.now)

    objects = RescuedTextQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """The newest text per person and section."""

        constraints = [
            models.UniqueConstraint(
                fields=["user", "audit_return", "section"],
                name="returns_one_rescued_text",
            )
        ]
        default_permissions = ()

    def __str__(self):
        return f"Text rescued for {self.user_id}"
