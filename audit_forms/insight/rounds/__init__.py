"""Sums over all the returns of a round, for those who run it: exact numbers, never for the public.

`read_round` gives every question and section; what a chart or table shows is worked out from it, without a query.
"""

from audit_forms.insight.rounds.figures import QuestionFigures, RoundFigures, SectionFigures
from audit_forms.insight.rounds.filters import EVERYONE, RoundFilters
from audit_forms.insight.rounds.reading import read_round
from audit_forms.insight.rounds.response import Response, read_response

__all__ = [
    "EVERYONE",
    "QuestionFigures",
    "Response",
    "RoundFigures",
    "RoundFilters",
    "SectionFigures",
    "read_response",
    "read_round",
]
