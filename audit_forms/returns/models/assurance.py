"""What the Business Unit notes on single questions."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit_forms.questionnaires.models import Question
from audit_forms.returns.models.returns import Return
from audit_forms.returns.querysets import ChangeRequestQuerySet


class ChangeRequest(models.Model):
    """The Business Unit's note on one question of a submitted return; only questions with an open one may change."""

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="change_requests")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    note = models.TextField()
    due_on = models.DateField("wanted by", null=True, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now, editable=False)
    resolved_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ChangeRequestQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Oldest first."""

        ordering = ["requested_at", "pk"]
        default_permissions = ()

    def __str__(self):
        return f"Change asked for on {self.question_id}"


class AssuranceNote(models.Model):
    """The Business Unit's note on one answer while it reads the return; asking for changes sends what is noted."""

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="assurance_notes")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        """One note for each question, whoever wrote it last."""

        constraints = [models.UniqueConstraint(fields=["audit_return", "question"], name="returns_one_assurance_note")]
        default_permissions = ()

    def __str__(self):
        return f"Note on question {self.question_id}"


class ReadMark(models.Model):
    """Somebody of the Business Unit has read one answer of one attempt, so that it need not be read again."""

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="read_marks")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    attempt = models.PositiveSmallIntegerField()
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """Once for each attempt, whoever read it."""

        constraints = [
            models.UniqueConstraint(fields=["audit_return", "question", "attempt"], name="returns_read_once")
        ]
        default_permissions = ()

    def __str__(self):
        return f"Question {self.question_id} read"
