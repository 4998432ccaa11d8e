"""Self-assessment rounds."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models

from audit_forms.organisations.enums import Duty
from audit_forms.questionnaires.enums import QuestionnaireKind
from audit_forms.returns.models import Exercise
from audit_forms.self_assessments.enums import Scope
from audit_forms.self_assessments.querysets import RoundQuerySet

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
