"""How people work on a return: sections assigned, comments on questions, workbooks brought back."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit_forms.questionnaires.models import Question, Section
from audit_forms.returns.models.returns import Return
from audit_forms.returns.querysets import CommentQuerySet, UploadedWorkbookQuerySet


class SectionAssignment(models.Model):
    """Who is to write a section; others may still help."""

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="assignments")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """One person for each section."""

        constraints = [models.UniqueConstraint(fields=["audit_return", "section"], name="returns_one_assignment")]
        default_permissions = ()

    def __str__(self):
        return f"{self.section} to {self.user}"


class Comment(models.Model):
    """A remark on one question, for the people who work on the return; not part of the answer."""

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="comments")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    resolved_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Oldest first."""

        ordering = ["written_at", "pk"]
        default_permissions = ()

    def __str__(self):
        return f"Comment on question {self.question_id}"


class UploadedWorkbook(models.Model):
    """What somebody filled in offline, between its upload and their decision; nobody else ever sees it.

    `posted` maps the section pages' names to texts, `cells` the same names to where each stood in the workbook.
    """

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="uploaded_workbooks")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    posted = models.JSONField()
    cells = models.JSONField()
    problems = models.JSONField(default=list)

    objects = UploadedWorkbookQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        ordering = ["-uploaded_at", "-pk"]
        default_permissions = ()

    def __str__(self):
        return f"Workbook for return {self.audit_return_id}"
