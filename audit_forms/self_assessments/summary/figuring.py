"""The numbers of a report through disclosure control, beside everything of the round that was published before."""

from collections.abc import Sequence

from audit_forms.insight.disclosure import Released, protect
from audit_forms.insight.releases import released_of
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.summary.counts import Counts, alone
from audit_forms.self_assessments.summary.tables import Figures, tables_of


def figures_of(exercise: Round, counts: Counts) -> Figures:
    """What may be told of these counts: how many answered by group, or where that hides the whole, of all together."""
    released = released_of(exercise)
    figures = _protected(counts, released)
    if len(counts["groups"]) > 1 and any(each.is_hidden for each in figures.answered()):
        return _protected(alone(counts), released)
    return figures


def _protected(counts: Counts, released: Sequence[Released]) -> Figures:
    return Figures(counts, protect(tables_of(counts), released=released))
