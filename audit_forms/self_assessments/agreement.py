"""How far two people who read the same returns, without seeing each other's review, came to the same views."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.module_loading import import_string

from audit_forms.questionnaires.models import Section
from audit_forms.self_assessments.enums import ReviewView
from audit_forms.self_assessments.models import DeepDive, ReviewedQuestion, Round

# From the lowest to the highest rating. "Cannot tell" has no place in that order.
ORDERED = (ReviewView.LOWER, ReviewView.AGREE, ReviewView.HIGHER)
# With fewer answers that both looked at, one more or less would move the figure too far to mean anything.
FEWEST = 20
# Named here and loaded when first asked for: loading it takes longer than all else that a start of the portal does.
KAPPA = "sklearn.metrics.cohen_kappa_score"
WORDS = (
    (0.8, "very good: the two readers nearly always see the same"),
    (0.6, "good: the two readers mostly see the same"),
    (0.4, "fair: talk about the questions below before the next reviews"),
    (0.2, "weak: agree how to judge before more reviews are written"),
    (-1.0, "poor: hardly better than chance; agree how to judge and read these returns again"),
)
Pair = tuple[str, str]


@dataclass(frozen=True)
class Share:
    """How many answers of one section both looked at, and on how many they had the same view."""

    section: Section
    pairs: int
    agreed: int

    @property
    def percent(self) -> float:
        """The share for the drawn bar."""
        return round(100 * self.agreed / self.pairs, 2)


@dataclass(frozen=True)
class Difference:
    """One answer on which the two readers had different views."""

    deep_dive: DeepDive
    first: ReviewedQuestion
    second: ReviewedQuestion


@dataclass(frozen=True)
class Agreement:
    """All of it, over the returns of a round that were read twice; None where a figure cannot be had."""

    returns: int
    pairs: int
    agreed: int
    kappa: float | None
    weighted: float | None
    shares: list[Share]
    differences: list[Difference]

    @property
    def is_enough(self) -> bool:
        """Whether the figures mean something."""
        return self.pairs >= FEWEST

    @property
    def words(self) -> str:
        """What kappa says, in plain words."""
        if self.kappa is None:
            return ""
        return next(words for least, words in WORDS if self.kappa >= least)


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's kappa over all views; None where there is nothing to compare or no view but one was ever taken."""
    return _kappa(pairs, list(ReviewView.values))


def weighted_kappa(pairs: Sequence[Pair]) -> float | None:
    """The same with "lower" and "higher" further apart than either is from "agree"; who cannot tell is left out."""
    ordered = [view.value for view in ORDERED]
    return _kappa([pair for pair in pairs if set(pair) <= set(ordered)], ordered, weights="linear")


def _kappa(pairs: Sequence[Pair], labels: list[str], weights: str | None = None) -> float | None:
    if len({view for pair in pairs for view in pair}) <= 1:
        return None
    first, second = zip(*pairs, strict=True)
    return float(import_string(KAPPA)(first, second, labels=labels, weights=weights))


def agreement_of(exercise: Round) -> Agreement:
    """The agreement over the round's returns that both readers have finished; two queries."""
    dives = DeepDive.objects.filter(sample__exercise=exercise, is_read_twice=True).standing().settled()
    found = list(dives.select_related("audit_return__organisation"))
    compared = list(_compared(found))
    pairs = [(each.first.view, each.second.view) for each in compared]
    return Agreement(
        returns=len(found),
        pairs=len(pairs),
        agreed=sum(one == other for one, other in pairs),
        kappa=kappa(pairs),
        weighted=weighted_kappa(pairs),
        shares=_shares(compared),
        differences=[each for each in compared if each.first.view != each.second.view],
    )


def _compared(dives: Sequence[DeepDive]) -> list[Difference]:
    """The answers that both looked at, return by return in the order of the questions."""
    rows = ReviewedQuestion.objects.filter(review__deep_dive__in=[dive.pk for dive in dives]).exclude(view="")
    rows = rows.select_related("review", "question__section").order_by(
        "question__section__position", "question__position", "pk"
    )
    kept = {(row.review.deep_dive_id, row.question_id, row.review.is_second): row for row in rows}
    by_pk = {dive.pk: dive for dive in dives}
    return [
        Difference(by_pk[dive], first, kept[dive, question, True])
        for (dive, question, is_second), first in kept.items()
        if not is_second and (dive, question, True) in kept
    ]


def _shares(compared: Sequence[Difference]) -> list[Share]:
    sections: dict[int, Section] = {}
    same: dict[int, list[bool]] = {}
    for each in compared:
        section = each.first.question.section
        sections[section.pk] = section
        same.setdefault(section.pk, []).append(each.first.view == each.second.view)
    ordered = sorted(sections.values(), key=lambda section: section.position)
    return [Share(section, len(same[section.pk]), sum(same[section.pk])) for section in ordered]
