"""The charts of a round, from its figures. Pure; `link` gives the address that a bar leads to."""

from collections.abc import Callable

from audit_forms.insight.drawing import BarChart, ChartRow, Series, level_series
from audit_forms.insight.drawing.bars import best_place, level_numbers
from audit_forms.insight.rounds.figures import QuestionFigures, RoundFigures, SectionFigures
from audit_forms.insight.rounds.trend import Trend
from audit_forms.questionnaires.enums import Tone

Link = Callable[[SectionFigures | QuestionFigures], str]
MOST_QUESTIONS = 15
MET, NOT_MET = Series("Met", Tone.GREEN), Series("Not met", Tone.RED)
TRAINING, OTHER = Series("About training", Tone.BLUE), Series("Other", Tone.VIOLET)


def no_link(figures: SectionFigures | QuestionFigures) -> str:
    """For a file, in which nothing leads anywhere."""
    return ""


def sections_chart(figures: RoundFigures, title: str, subtitle: str, link: Link = no_link) -> BarChart:
    """Every section as a bar, the smallest share of the highest rating first."""
    return BarChart(
        name="sections",
        title=f"Ratings by section. {title}",
        subtitle=subtitle,
        first="Section",
        series=level_series(figures.levels),
        rows=tuple(
            ChartRow(
                each.title,
                level_numbers(each.tally),
                url=link(each),
                more=(each.not_applicable, each.unanswered, each.settings),
            )
            for each in figures.by_share
        ),
        share_of=best_place(figures.levels),
        more=("Not applicable", "Not answered", "Settings"),
    )


def questions_chart(section: SectionFigures, figures: RoundFigures, title: str, subtitle: str) -> BarChart:
    """Every question of a section, in the order asked."""
    return BarChart(
        name=f"section-{section.section.key}",
        title=f"{section.title}. {title}",
        subtitle=subtitle,
        first="Question",
        series=level_series(figures.levels),
        rows=tuple(
            ChartRow(
                str(each.question),
                level_numbers(each.tally),
                note=_duty_note(each),
                more=(each.not_applicable, each.unanswered, each.settings, each.musts_not_met),
            )
            for each in section.questions
        ),
        share_of=best_place(figures.levels),
        more=("Not applicable", "Not answered", "Settings asked", "Legal duty not met"),
    )


def duties_chart(figures: RoundFigures, title: str, subtitle: str, link: Link = no_link) -> BarChart:
    """The legal duties that are not met everywhere, those not met in most settings first."""
    return BarChart(
        name="duties",
        title=f"Legal duties not met everywhere. {title}",
        subtitle=subtitle,
        first="Question",
        series=(NOT_MET, MET),
        rows=tuple(
            ChartRow(str(each.question), (each.musts_not_met, each.musts - each.musts_not_met), url=link(each))
            for each in figures.not_met
        ),
        share_of=0,
    )


def actions_chart(figures: RoundFigures, title: str, subtitle: str, link: Link = no_link) -> BarChart:
    """The planned actions by section, most first; those about training apart."""
    sections = sorted(figures.sections, key=lambda each: -each.planned)
    return BarChart(
        name="actions",
        title=f"Planned actions by section. {title}",
        subtitle=subtitle,
        first="Section",
        series=(TRAINING, OTHER),
        rows=tuple(
            ChartRow(each.title, (each.training, each.planned - each.training), url=link(each))
            for each in sections
            if each.planned
        ),
        by_share=False,
    )


def action_questions_chart(figures: RoundFigures, title: str, subtitle: str) -> BarChart:
    """The questions for which most settings plan an action."""
    asked = sorted((each for each in figures.questions if each.planned), key=lambda each: -each.planned)
    return BarChart(
        name="action-questions",
        title=f"Questions with most planned actions. {title}",
        subtitle=subtitle,
        first="Question",
        series=(TRAINING, OTHER),
        rows=tuple(
            ChartRow(str(each.question), (each.training, each.planned - each.training))
            for each in asked[:MOST_QUESTIONS]
        ),
        by_share=False,
    )


def trend_chart(trend: Trend, title: str, subtitle: str) -> BarChart:
    """For each section a bar of every round, over the questions that mean the same in all of them."""
    levels = trend.rounds[-1].figures.levels
    return BarChart(
        name="trend",
        title=f"From round to round. {title}",
        subtitle=subtitle,
        first="Section and round",
        series=level_series(levels),
        rows=tuple(
            ChartRow(
                f"{each.section.title}: {taken.title}",
                level_numbers(tally),
                note=f"{each.compared} of {len(each.questions)} questions compare." if each.left_out else "",
                more=(each.compared,),
            )
            for each in trend.sections
            if each.compared
            for taken, tally in zip(trend.rounds, each.tallies, strict=True)
        ),
        share_of=best_place(levels),
        more=("Questions compared",),
    )


def _duty_note(each: QuestionFigures) -> str:
    if not each.musts_not_met:
        return ""
    return f"A legal duty, not met in {each.musts_not_met:,} of {each.musts:,} settings."
