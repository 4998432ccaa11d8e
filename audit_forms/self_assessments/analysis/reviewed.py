"""How settings rate themselves against how the reviewers of the deep dives see it."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from audit_forms.insight.drawing import BarChart, ChartRow, Series
from audit_forms.insight.rounds import RoundFilters
from audit_forms.questionnaires.enums import Tone
from audit_forms.questionnaires.models import Question
from audit_forms.questionnaires.selection import all_sections
from audit_forms.returns.enums import RECEIVED_STATUSES
from audit_forms.self_assessments.enums import ReviewView
from audit_forms.self_assessments.models import Review, ReviewedQuestion, Round
from audit_forms.self_assessments.querysets import ReviewQuerySet

VIEWS = (ReviewView.AGREE, ReviewView.LOWER, ReviewView.HIGHER, ReviewView.CANNOT_TELL)
SERIES = (
    Series("Reviewer agrees", Tone.GREEN),
    Series("Would rate lower", Tone.AMBER),
    Series("Would rate higher", Tone.BLUE),
    Series("Cannot tell", Tone.NEUTRAL),
)


@dataclass(frozen=True)
class Viewed:
    """What the reviewers say of one question, in the order of VIEWS."""

    question: Question
    section: str
    numbers: tuple[int, ...]

    @property
    def differs(self) -> int:
        """How often a reviewer would rate otherwise."""
        return self.numbers[1] + self.numbers[2]


@dataclass(frozen=True)
class Reviewed:
    """Every question that was reviewed, in the order asked, and how many returns were."""

    returns: int
    questions: tuple[Viewed, ...]

    @property
    def differing(self) -> list[Viewed]:
        """The questions on which reviewers differ from settings, most often first."""
        return sorted((each for each in self.questions if each.differs), key=lambda each: -each.differs)


def reviewed(exercise: Round, filters: RoundFilters) -> Reviewed:
    """The first, finished reviews of the round's received returns; a second, blind one is for agreement only."""
    reviews = _reviews(exercise, filters)
    rows = ReviewedQuestion.objects.filter(review__in=reviews.values("pk")).exclude(view="").order_by()
    numbers: dict[str, Counter[str]] = defaultdict(Counter)
    for key, view, number in rows.values_list("question__key", "view").annotate(number=Count("pk")):
        numbers[key][view] = number
    questions = tuple(
        Viewed(question, str(part.section), tuple(numbers[question.key][view] for view in VIEWS))
        for part in all_sections(exercise.edition)
        for question in part.questions
        if question.key in numbers
    )
    return Reviewed(reviews.values("deep_dive__audit_return").distinct().count(), questions)


def reviews_chart(found: Reviewed, title: str, subtitle: str) -> BarChart:
    """What reviewers say of the ratings, by section."""
    sections: dict[str, Counter[int]] = defaultdict(Counter)
    for each in found.questions:
        sections[each.section].update(dict(enumerate(each.numbers)))
    rows = (ChartRow(name, tuple(sums[place] for place in range(len(VIEWS)))) for name, sums in sections.items())
    return BarChart(
        name="reviews",
        title=f"Own rating against the reviewers’. {title}",
        subtitle=subtitle,
        first="Section",
        series=SERIES,
        rows=tuple(rows),
        share_of=0,
    )


def _reviews(exercise: Round, filters: RoundFilters) -> ReviewQuerySet:
    chosen = {f"deep_dive__audit_return__packed__{name}": value for name, value in filters.chosen.items()}
    return Review.objects.finished().filter(
        is_second=False,
        deep_dive__ended_at__isnull=True,
        deep_dive__audit_return__exercise=exercise.pk,
        deep_dive__audit_return__status__in=RECEIVED_STATUSES,
        **chosen,
    )
