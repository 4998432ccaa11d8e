"""Returns: one organisation's answers to one edition, its sign-off and its change requests."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from audit_forms.organisations.enums import Capacity
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.models import Edition, Question, RatingLevel, Section
from audit_forms.returns.enums import (
    EDITABLE_STATUSES,
    RECEIVED_STATUSES,
    UNSUBMITTED_STATUSES,
    Decision,
    Progress,
    ReturnStatus,
)
from audit_forms.returns.querysets import AnswerQuerySet, ChangeRequestQuerySet, RescuedTextQuerySet, ReturnQuerySet
from audit_forms.returns.references import new_reference


class Exercise(models.Model):
    """Something that asks organisations for returns: a self-assessment round, later a case audit.

    Its deadline holds for every return of it unless that return has an extension (bars R10). A return submitted
    within the grace after the deadline counts as in time.
    """

    title = models.CharField(max_length=200)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="exercises")
    opens_at = models.DateTimeField("opens")
    deadline = models.DateTimeField()
    grace = models.DurationField(
        default=timedelta(hours=1),
        help_text="Submitted this long after the deadline is in time.",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        ordering = ["-opens_at"]

    def __str__(self):
        return self.title


class Return(models.Model):
    """One organisation's return to one exercise. `design.md` section 4 lists its states."""

    reference = models.CharField(max_length=20, unique=True, default=new_reference, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="returns")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="returns")
    status = models.CharField(max_length=20, choices=ReturnStatus, default=ReturnStatus.DRAFT, editable=False)
    # The organisation's facts when asked: which questions apply must not move under somebody writing.
    facts = models.JSONField(default=dict, editable=False)
    extended_until = models.DateTimeField(null=True, blank=True)
    extension_reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When it first arrived: a return sent again after changes were asked for does not become late by them.
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    # How often it was sent for sign-off; sign-offs of earlier attempts stay as history.
    attempt = models.PositiveSmallIntegerField(default=0, editable=False)
    # Kept by the service that saves answers, so that lists need no sum over answers (bars P4).
    questions_total = models.PositiveSmallIntegerField(default=0, editable=False)
    questions_complete = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = ReturnQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """One return per organisation and exercise."""

        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "organisation"], name="returns_one_per_exercise"),
        ]
        indexes = [
            # Holds all that the tracker counts, so that it need not read the rows (bars P4).
            models.Index(
                fields=["exercise", "status", "started_at", "submitted_at", "extended_until"], name="returns_by_status"
            ),
            models.Index(fields=["status", "submitted_at"], name="returns_waiting"),
        ]
        default_permissions = ()

    def __str__(self):
        return f"{self.reference}, {self.organisation}"

    def get_absolute_url(self):
        """The return's own page: task list while it is written, read-only afterwards."""
        return reverse("returns:detail", args=[self.reference])

    @property
    def edition(self) -> Edition:
        """The edition whose questions it answers."""
        return self.exercise.edition

    @property
    def deadline(self) -> datetime:
        """The moment it is due: its extension, or the exercise's deadline."""
        return self.extended_until or self.exercise.deadline

    @property
    def is_editable(self) -> bool:
        """Whether answers may be written at all (in `changes requested` only the questions named)."""
        return self.status in EDITABLE_STATUSES

    @property
    def is_received(self) -> bool:
        """Whether the Business Unit has it."""
        return self.status in RECEIVED_STATUSES

    @property
    def is_overdue(self) -> bool:
        """Whether the deadline has passed and it has never been submitted."""
        unsubmitted = self.status in UNSUBMITTED_STATUSES and self.submitted_at is None
        return unsubmitted and timezone.now() > self.deadline

    @property
    def is_late(self) -> bool:
        """Whether it was submitted after the deadline and its grace."""
        return self.submitted_at is not None and self.submitted_at > self.deadline + self.exercise.grace

    @property
    def questions_left(self) -> int:
        """How many questions still need something."""
        return max(self.questions_total - self.questions_complete, 0)

    @property
    def progress(self) -> Progress:
        """The state as readers are told it."""
        if self.status == ReturnStatus.DRAFT:
            return Progress.IN_PROGRESS if self.started_at else Progress.NOT_STARTED
        return Progress(self.status)


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


class SignOff(models.Model):
    """One signatory's decision in one attempt, with the words they confirmed."""

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="sign_offs")
    attempt = models.PositiveSmallIntegerField()
    capacity = models.CharField(max_length=10, choices=Capacity)
    decision = models.CharField(max_length=10, choices=Decision)
    statement = models.TextField()
    reason = models.TextField(blank=True)
    meeting_date = models.DateField(null=True, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """One decision per capacity and attempt: a double click signs once (bars R5)."""

        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit_return", "attempt", "capacity"],
                name="returns_sign_off_once",
            )
        ]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_capacity_display()}: {self.get_decision_display()}"


class Submission(models.Model):
    """The answers as they were when a return was submitted: what was signed stays readable after later changes.

    `answers` maps a question's key to its parts (`returns.parts`).
    """

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="submissions")
    attempt = models.PositiveSmallIntegerField()
    submitted_at = models.DateTimeField(default=timezone.now, editable=False)
    answers = models.JSONField()

    wagtail_reference_index_ignore = True

    class Meta:
        """One for each time it was submitted, oldest first."""

        ordering = ["attempt"]
        constraints = [models.UniqueConstraint(fields=["audit_return", "attempt"], name="returns_submission_once")]
        default_permissions = ()

    def __str__(self):
        return f"Submission {self.attempt} of return {self.audit_return_id}"


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
