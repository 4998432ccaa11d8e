"""One view of a round's analysis: the round, what is chosen of it, its figures and its charts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page

from audit_forms.insight.disclosure import may_tell_of_group
from audit_forms.insight.drawing import BarChart, Drawn, HeatChart, HeatRow
from audit_forms.insight.rounds import RoundFigures, SectionFigures, charts, read_round
from audit_forms.insight.rounds.heat import Row, heat_page
from audit_forms.insight.rounds.packing import layout_of
from audit_forms.insight.rounds.trend import Taken, Trend, trend_of
from audit_forms.self_assessments.analysis.filters import AnalysisForm
from audit_forms.self_assessments.analysis.reviewed import Reviewed, reviewed, reviews_chart
from audit_forms.self_assessments.enums import Scope
from audit_forms.self_assessments.models import Round

MOST_ROUNDS = 5
ALL_SECTIONS = "All sections"
SECTION = "section-"


@dataclass(frozen=True)
class Analysis:
    """A round as the filters of the address choose it."""

    exercise: Round
    form: AnalysisForm
    sees_names: bool

    @cached_property
    def figures(self) -> RoundFigures:
        """The figures of the returns chosen."""
        return read_round(self.exercise, self.form.filters)

    @property
    def is_too_small(self) -> bool:
        """Whether so few are left over that each could be recognised by somebody who is not told names."""
        return not self.sees_names and not may_tell_of_group(self.figures.settings)

    @property
    def title(self) -> str:
        """What every chart is about."""
        return self.exercise.title

    @property
    def subtitle(self) -> str:
        """How many returns a chart is made of, and which."""
        number = self.figures.settings
        return f"{number:,} return{'' if number == 1 else 's'} received. {self.form.in_words}".strip()

    def section(self, key: str) -> SectionFigures | None:
        """The section of that key; None where the edition rates nothing in one of that name."""
        return next((each for each in self.figures.sections if each.section.key == key), None)

    @cached_property
    def trend(self) -> Trend:
        """This round and those before it with the same questionnaire, as far as they compare."""
        rounds = Round.objects.filter(
            edition__questionnaire=self.exercise.edition.questionnaire_id,
            opened_at__isnull=False,
            opens_at__lt=self.exercise.opens_at,
        )
        earlier = rounds.select_related("edition__questionnaire").order_by("-opens_at")[: MOST_ROUNDS - 1]
        return trend_of([self._taken(each) for each in [*reversed(earlier), self.exercise]])

    @cached_property
    def reviewed(self) -> Reviewed:
        """What the reviewers of the deep dives say."""
        return reviewed(self.exercise, self.form.filters)

    def heat_page(self, number: str | None) -> "Page[Row]":
        """One page of organisations by sections, in the order of the address."""
        sort, descending = self.form.order
        return heat_page(self.exercise, self.form.filters, sort, descending, number)

    def heat_chart(self, rows: list[Row]) -> HeatChart:
        """Rows of the heat map as a drawing."""
        layout = layout_of(self.exercise.edition)
        return HeatChart(
            name="heat-map",
            title=f"Sections by {'agency' if self.exercise.asks_agencies else 'school'}. {self.title}",
            subtitle=f"{self.subtitle} Questions at the highest rating, of those rated.",
            first="Organisation",
            columns=(ALL_SECTIONS, *(str(part.section) for part in layout.parts)),
            rows=tuple(HeatRow(row.packed.audit_return.organisation.name, row.all_cells) for row in rows),
        )

    def _taken(self, exercise: Round) -> Taken:
        name = exercise.year if exercise.scope == Scope.FULL else f"{exercise.year} (interim)"
        edition = exercise.edition
        return Taken(name, edition.title, edition.rating_scale_id, read_round(exercise, self.form.filters))


MAKERS: dict[str, Callable[[Analysis], BarChart]] = {
    "sections": lambda it: charts.sections_chart(it.figures, it.title, it.subtitle),
    "duties": lambda it: charts.duties_chart(it.figures, it.title, it.subtitle),
    "actions": lambda it: charts.actions_chart(it.figures, it.title, it.subtitle),
    "action-questions": lambda it: charts.action_questions_chart(it.figures, it.title, it.subtitle),
    "trend": lambda it: charts.trend_chart(it.trend, it.title, it.subtitle),
    "reviews": lambda it: reviews_chart(it.reviewed, it.title, it.subtitle),
}


def chart_named(analysis: Analysis, name: str) -> Drawn | None:
    """The chart of that name; None where there is none. The heat map has a page and is asked for apart."""
    if name in MAKERS:
        return MAKERS[name](analysis)
    section = analysis.section(name.removeprefix(SECTION)) if name.startswith(SECTION) else None
    if section is None:
        return None
    return charts.questions_chart(section, analysis.figures, analysis.title, analysis.subtitle)
