"""Where a legal duty is not met, by the settings' own judgement."""

from django.db.models.functions import Substr

from audit_forms.insight.rounds.filters import EVERYONE, RoundFilters
from audit_forms.insight.rounds.packing import EMPTY_MUST, layout_of
from audit_forms.insight.rounds.reading import received
from audit_forms.questionnaires.models import RatingLevel
from audit_forms.returns.models import Exercise, Return
from audit_forms.returns.querysets import ReturnQuerySet


def not_met_at(exercise: Exercise, key: str, filters: RoundFilters = EVERYONE) -> ReturnQuerySet:
    """The returns that have the question of that key as a legal duty and do not meet it, by name.

    Each with `mark`, the character that stands for its rating (`level_of` says which that is).
    """
    layout = layout_of(exercise.edition)
    keys = [question.key for question in layout.questions]
    if key not in keys:
        return Return.objects.none()
    rows = received(exercise, filters).annotate(mark=Substr("ratings", keys.index(key) + 1, 1))
    unmet = rows.filter(mark__in=list(layout.unmet)).values("audit_return")
    found: ReturnQuerySet = (
        Return.objects.filter(pk__in=unmet)
        .annotate(mark=Substr("packed__ratings", keys.index(key) + 1, 1))
        .select_related("organisation__trust", "organisation__successor")
        .order_by("organisation__name", "pk")
    )
    return found


def level_of(exercise: Exercise, mark: str) -> RatingLevel | None:
    """The level that a mark stands for; None for a question left empty."""
    if mark == EMPTY_MUST:
        return None
    layout = layout_of(exercise.edition)
    return next((level for level in layout.levels if layout.letters[level.key] == mark.lower()), None)
