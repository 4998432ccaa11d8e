"""A return and what asks for it."""

from datetime import datetime, timedelta

from django.db import models
from django.urls import reverse
from django.utils import timezone

from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.models import Edition
from audit_forms.returns.enums import (
    EDITABLE_STATUSES,
    RECEIVED_STATUSES,
    UNSUBMITTED_STATUSES,
    Progress,
    ReturnStatus,
)
from audit_forms.returns.querysets import ReturnQuerySet
from audit_forms.returns.references import new_reference


class Exercise(models.Model):
    """Something that asks organisations for returns: a self-assessment round or a case audit.

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
    # What it is about where one exercise asks an organisation for several: a case's reference. Else empty.
    subject = models.CharField("about", max_length=20, blank=True, editable=False)
    # Read by the organisation's leads and written by whoever is named (`NamedWriter`), not by its members at large.
    is_confidential = models.BooleanField(default=False, editable=False)
    status = models.CharField(max_length=20, choices=ReturnStatus, default=ReturnStatus.DRAFT, editable=False)
    # The organisation's facts when asked: which questions apply must not move under somebody writing.
    facts = models.JSONField(default=dict, editable=False)
    # In an interim year the keys of the questions asked; None where every question that applies is.
    asked_keys = models.JSONField(null=True, blank=True, editable=False)
    # The organisation's last submitted return of the same questionnaire: what is carried forward and compared with.
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="following", editable=False
    )
    # The school's own decision: its trust may read the profile of this return.
    profile_shared_at = models.DateTimeField(null=True, blank=True, editable=False)
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
        """One return per organisation, exercise and what it is about."""

        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "organisation", "subject"], name="returns_one_per_exercise"),
        ]
        indexes = [
            # Holds all that the tracker counts, so that no row need be read, and leads to those overdue (bars P4).
            models.Index(
                fields=["exercise", "status", "submitted_at", "extended_until", "started_at"], name="returns_by_status"
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
    def label(self) -> str:
        """Whose it is, and what it is about where there may be several: what titles and lists call it."""
        return f"{self.subject}, {self.organisation}" if self.subject else str(self.organisation)

    @property
    def edition(self) -> Edition:
        """The edition whose questions it answers."""
        return self.exercise.edition

    @property
    def called(self) -> str:
        """What its people call it."""
        return "self-assessment" if self.edition.is_self_assessment else "case audit"

    @property
    def takes_evidence(self) -> bool:
        """Whether files, links and statements are given with its answers; case audits hold none."""
        return self.edition.is_self_assessment

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
