"""Self-assessment rounds."""

from django.db import models

from audit_forms.organisations.enums import Duty
from audit_forms.questionnaires.enums import QuestionnaireKind
from audit_forms.returns.models import Exercise
from audit_forms.self_assessments.querysets import RoundQuerySet

# Which duties a round of each questionnaire asks.
DUTIES = {
    QuestionnaireKind.S175: (Duty.S175, Duty.S157),
    QuestionnaireKind.S11: (Duty.S11,),
}


class Round(Exercise):
    """A self-assessment round: everyone under the duty, in one year, asked the same edition."""

    year = models.CharField("programme year", max_length=9, help_text="For example 2026-27.")
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        ordering = ["-opens_at"]

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The duties whose organisations this round asks (s175/s157 Education Act 2002; s11 Children Act 2004)."""
        return DUTIES[QuestionnaireKind(self.edition.questionnaire.kind)]

    @property
    def is_open(self) -> bool:
        """Whether its returns have been asked for."""
        return self.opened_at is not None
