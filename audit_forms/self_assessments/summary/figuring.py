"""The numbers of a report through disclosure control."""

from audit_forms.insight.disclosure import protect
from audit_forms.self_assessments.summary.counts import Counts, alone
from audit_forms.self_assessments.summary.tables import Figures, tables_of


def figures_of(counts: Counts) -> Figures:
    """What may be told of these counts: how many answered by group, or where that hides the whole, of all together."""
    figures = _protected(counts)
    if len(counts["groups"]) > 1 and any(each.is_hidden for each in figures.answered()):
        return _protected(alone(counts))
    return figures


def _protected(counts: Counts) -> Figures:
    return Figures(counts, protect(tables_of(counts)))
