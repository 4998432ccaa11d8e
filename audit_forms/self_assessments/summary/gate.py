"""What stands between a report and the public: unfinished words, identities, names, and numbers about few."""

import re
from collections.abc import Iterator

from django.utils import timezone

from audit_forms.insight.disclosure import Problem, settings_counted_in, small_counts_in
from audit_forms.insight.disclosure.words import SMALL_NUMBERS
from audit_forms.organisations.models import Organisation
from audit_forms.returns.identity import find
from audit_forms.self_assessments.models import SummaryReport
from audit_forms.self_assessments.models.summary import TEXTS
from audit_forms.self_assessments.summary.composing import TO_SAY
from audit_forms.self_assessments.summary.figuring import figures_of
from audit_forms.self_assessments.summary.tables import tables_of
from portal.texts import label_of

MAY_BE_EMPTY = frozenset({"training"})
# "Three schools": of so few each may be recognised.
FEW_SETTINGS = re.compile(
    rf"(?<![\w-])(?:{'|'.join(SMALL_NUMBERS)})\s+(?:\w{{1,20}}\s+)?"
    r"(?:schools|settings|academies|colleges|nurseries|agencies|trusts)\b",
    re.IGNORECASE,
)


def problems_of(report: SummaryReport) -> list[Problem]:
    """Everything that keeps the report from being approved; empty when it may be."""
    asked = Organisation.objects.filter(returns__exercise=report.exercise_id).values_list("name", flat=True)
    names = list(asked.distinct())
    return [*(problem for name in TEXTS for problem in _in_text(report, name, names)), *_giving_away(report)]


def _giving_away(report: SummaryReport) -> Iterator[Problem]:
    """Where the words say a number that the charts keep back, and that is not shown anywhere else in the report."""
    counted = {name: settings_counted_in(getattr(report, name)) for name in TEXTS}
    told = {number for passages in counted.values() for number, _ in passages} - _in_charts(report)
    # What the charts show, or nobody counted, is not hidden: to know the rest, the solver has to be loaded and asked.
    if told.isdisjoint(cell.count for table in tables_of(report.counts) for cell in table.cells):
        return
    protected = figures_of(report.exercise, report.counts).protected
    shown = {each.number for each in protected.cells.values()}
    hidden = {cell.count for cell in protected.release if cell.is_hidden} - shown
    for name, passages in counted.items():
        for number, passage in passages:
            if number in hidden:
                words = f"“{passage}”: the charts keep {number} back. Leave the number out, or say it in general words."
                yield Problem(label_of(report, name), words)


def _in_charts(report: SummaryReport) -> set[int]:
    """The counts that the report's charts show."""
    cells = (cell for chart in report.charts for row in chart["rows"] for cell in row["cells"])
    return {int(cell) for cell in cells if cell.isdecimal()}


def _in_text(report: SummaryReport, name: str, names: list[str]) -> Iterator[Problem]:
    label, text = label_of(report, name), getattr(report, name)
    if not text.strip() and name not in MAY_BE_EMPTY:
        yield Problem(label, "This is empty.")
    if TO_SAY in text:
        yield Problem(label, "This still has words of the first draft in it: “say what …”.")
    few = [*small_counts_in(text), *(match.group() for match in FEW_SETTINGS.finditer(text))]
    for passage in few:
        yield Problem(label, f"“{passage}” tells of so few that they may be recognised.")
    for finding in find(text, today=timezone.localdate(), names=names):
        passage = finding.passage_of(text)
        yield Problem(label, f"“{passage}” looks like {finding.words}. Nothing published names a child or a setting.")
