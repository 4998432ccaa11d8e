"""Self-assessment rounds, and who was reminded of what."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from audit_forms.organisations.enums import Duty
from audit_forms.questionnaires.enums import QuestionnaireKind
from audit_forms.returns.models import Exercise, Return
from audit_forms.self_assessments.enums import Scope, Segment
from audit_forms.self_assessments.querysets import RoundExportQuerySet, RoundQuerySet

# Which duties a round of each questionnaire asks.
DUTIES = {
    QuestionnaireKind.S175: (Duty.S175, Duty.S157),
    QuestionnaireKind.S11: (Duty.S11,),
}
# A grace is for a form that was already open, not a second deadline.
LONGEST_GRACE = timedelta(days=1)
# Days before a return is due on which whoever it waits for is reminded.
REMINDER_DAYS = (28, 14, 7, 2, 0)


def every_reminder() -> list[int]:
    """The days on which a round reminds unless the Business Unit chooses others."""
    return list(REMINDER_DAYS)


class Round(Exercise):
    """A self-assessment round: everyone under the duty, in one year, asked the same edition."""

    year = models.CharField("programme year", max_length=9, help_text="For example 2026-27.")
    scope = models.CharField(
        max_length=10,
        choices=Scope,
        default=Scope.FULL,
        help_text="An interim year asks what is new or changed, what was not green, and the action plan.",
    )
    carries_forward = models.BooleanField(
        "carry last answers forward",
        default=True,
        help_text="Last return’s answers and evidence come in, each to be confirmed or changed.",
    )
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    # From then on nobody is chased or reminded; a draft stays open and counts as late (bars R10).
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminder_days = models.JSONField("reminders, days before", default=every_reminder, blank=True, editable=False)
    reminds_overdue = models.BooleanField("reminders when overdue", default=True, editable=False)

    objects = RoundQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        ordering = ["-opens_at"]

    def clean(self):
        """A round asks a published edition made for rounds, ends after it opens, and is planned once."""
        super().clean()
        problems: dict[str, str] = {}
        if Round.objects.filter(title=self.title, year=self.year).exclude(pk=self.pk).exists():
            problems["title"] = "There is already a round of this name in this programme year."
        if self.edition_id and not self.edition.is_published:
            problems["edition"] = "Publish the edition first: a round asks questions that never change."
        elif self.edition_id and self.edition.questionnaire.kind not in DUTIES:
            problems["edition"] = "Choose an edition of a section 175 and 157 or a section 11 self-assessment."
        if self.opens_at and self.deadline and self.deadline <= self.opens_at:
            problems["deadline"] = "The deadline must come after the round opens."
        if self.grace is not None and not timedelta() <= self.grace <= LONGEST_GRACE:
            problems["grace"] = "The grace may be up to one day."
        if problems:
            raise ValidationError(problems)

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The duties whose organisations this round asks (s175/s157 Education Act 2002; s11 Children Act 2004)."""
        return DUTIES[QuestionnaireKind(self.edition.questionnaire.kind)]

    @property
    def asks_agencies(self) -> bool:
        """Whether it asks agencies, which have a sector, and not schools, which have a phase, a type and a trust."""
        return Duty.S11 in self.duties

    @property
    def is_open(self) -> bool:
        """Whether its returns have been asked for."""
        return self.opened_at is not None

    @property
    def is_closed(self) -> bool:
        """Whether the Business Unit has closed it."""
        return self.closed_at is not None

    @property
    def is_running(self) -> bool:
        """Whether it has opened and is not closed."""
        return self.is_open and not self.is_closed


class Chase(models.Model):
    """One mailing by hand to those for whom some returns of a round wait.

    `key` comes from the page it was sent from: however often that is sent, one chase is (bars R5).
    """

    key = models.UUIDField(unique=True)
    exercise = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="chases")
    segment = models.CharField(max_length=12, choices=Segment)
    text = models.TextField()
    people = models.PositiveIntegerField("people told")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        ordering = ["-sent_at"]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_segment_display()}, {self.sent_at:%Y-%m-%d}"


class ChasedReturn(models.Model):
    """A return that a chase was about."""

    chase = models.ForeignKey(Chase, on_delete=models.CASCADE, related_name="chased")
    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="chased")

    wagtail_reference_index_ignore = True

    class Meta:
        """Once in a chase."""

        constraints = [models.UniqueConstraint(fields=["chase", "audit_return"], name="chased_once")]
        default_permissions = ()

    def __str__(self):
        return f"Return {self.audit_return_id} in chase {self.chase_id}"


class Reminder(models.Model):
    """A person was reminded of a return: so many days before (or, below nought, after) the day it was due.

    Written in the transaction that queues the mail, so that each goes once whatever happens to the job (bars R19).
    """

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    days = models.SmallIntegerField()
    sent_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        """Once for each person, due day and number of days."""

        constraints = [models.UniqueConstraint(fields=["audit_return", "user", "due_on", "days"], name="reminded_once")]
        default_permissions = ()

    def __str__(self):
        return f"{self.days} days, return {self.audit_return_id}, person {self.user_id}"


class RoundExport(models.Model):
    """An Excel workbook of a round's returns that somebody asked for: made in the background, kept for a day.

    `key` comes from the page it was asked for on, so that one press makes one file (bars R5); `filters` is the query
    string of that page. The file lies in the private storage under a random name.
    """

    key = models.UUIDField(unique=True)
    exercise = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="exports")
    filters = models.TextField(blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    total = models.PositiveIntegerField("returns in it")
    done = models.PositiveIntegerField("returns read so far", default=0)
    begun_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    stored_name = models.CharField(max_length=100, blank=True)
    file_name = models.CharField(max_length=200)

    objects = RoundExportQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        ordering = ["-requested_at", "-pk"]
        default_permissions = ()

    def __str__(self):
        return self.file_name

    @property
    def left(self) -> int:
        """How many returns are still to be read."""
        return self.total - self.done
