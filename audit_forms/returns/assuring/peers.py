"""How comparable organisations answered the same questions of the same exercise. Only the Business Unit sees this."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import Count

from audit_forms.organisations.enums import Establishment, OrganisationKind, Phase
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.models import Question, RatingLevel
from audit_forms.questionnaires.selection import rating_levels
from audit_forms.returns import parts
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.forms.fields import offered_levels
from audit_forms.returns.models import Answer, Return
from audit_forms.returns.querysets import ReturnQuerySet

# Their phase says little of them: they are compared by what they are, as is whoever has no phase.
COMPARED_BY_TYPE = (Establishment.SPECIAL, Establishment.ALTERNATIVE_PROVISION)
# Answers as signed: while changes are being made an answer is nobody's word yet.
COUNTED = (ReturnStatus.SUBMITTED, ReturnStatus.ACCEPTED)


@dataclass(frozen=True)
class Bar:
    """How many peers gave one answer, and their part of the drawn bar in per cent."""

    label: str
    tone: str
    number: int
    share: float
    is_own: bool


@dataclass(frozen=True)
class Distribution:
    """How the peers answered one question: `total` of them, as bars or, for numbers, in words."""

    total: int
    bars: tuple[Bar, ...] = ()
    words: str = ""


class Peers:
    """The comparable organisations of one return, in words and as returns."""

    def __init__(self, audit_return: Return):
        self.audit_return = audit_return
        self.words, self.returns = _comparable(audit_return)

    def distributions(self, questions: Sequence[Question], own: dict[int, Any]) -> dict[int, Distribution]:
        """The peers' answers to those questions by their key, two queries; `own` holds this return's parts."""
        counts = self._counts(questions)
        levels = rating_levels(self.audit_return.edition)
        drawn = {
            question.pk: _bars(_options(question, levels), counts[question.pk], own.get(question.pk, {}))
            for question in questions
            if question.answer_type in (AnswerType.RATING, AnswerType.CHOICE)
        }
        return drawn | self._numbers([each for each in questions if each.answer_type == AnswerType.NUMBER])

    def _counts(self, questions: Iterable[Question]) -> dict[int, Counter[Any]]:
        counted = [q.pk for q in questions if q.answer_type in (AnswerType.RATING, AnswerType.CHOICE)]
        answers = Answer.objects.filter(audit_return__in=self.returns, question__in=counted).order_by()
        counts: dict[int, Counter[Any]] = defaultdict(Counter)
        for question, level, value, number in answers.values_list("question", "level", "value").annotate(Count("pk")):
            if level or value:
                counts[question][level or value] += number
        return counts

    def _numbers(self, questions: list[Question]) -> dict[int, Distribution]:
        answers = Answer.objects.filter(audit_return__in=self.returns, question__in=questions, value__isnull=False)
        values: dict[int, list[float]] = defaultdict(list)
        for question, value in answers.values_list("question", "value"):
            values[question].append(float(str(value)))
        return {question.pk: _in_words(question, values[question.pk]) for question in questions}


def _comparable(audit_return: Return) -> tuple[str, ReturnQuerySet]:
    organisation = audit_return.organisation
    others = Return.objects.filter(exercise=audit_return.exercise_id, status__in=COUNTED).exclude(pk=audit_return.pk)
    others = others.filter(organisation__kind=organisation.kind).order_by()
    if organisation.kind == OrganisationKind.AGENCY:
        if organisation.sector:
            return f"Other agencies: {organisation.get_sector_display()}", others.filter(
                organisation__sector=organisation.sector
            )
        return "Other agencies", others
    return _schools(organisation, others)


def _schools(school: Organisation, others: ReturnQuerySet) -> tuple[str, ReturnQuerySet]:
    if school.establishment in COMPARED_BY_TYPE or school.phase in ("", Phase.NOT_APPLICABLE):
        kind = school.get_establishment_display().lower()
        words = f"Other settings: {kind}" if kind else "Other settings"
        return words, others.filter(organisation__establishment=school.establishment)
    return f"Other schools: {school.get_phase_display().lower()}", others.filter(organisation__phase=school.phase)


def _options(question: Question, levels: Iterable[RatingLevel]) -> list[tuple[Any, str, str, str]]:
    """Each answer that can be given: as it is counted, as a part, its label and tone."""
    if question.answer_type == AnswerType.CHOICE:
        return [(choice["value"], choice["value"], choice["label"], "") for choice in question.choices]
    return [(level.pk, level.key, level.label, level.tone) for level in offered_levels(question, levels)]


def _bars(options: list[tuple[Any, str, str, str]], counts: Counter[Any], own: dict[str, Any]) -> Distribution:
    total = sum(counts[counted] for counted, *_ in options)
    given = own.get(parts.LEVEL) or own.get(parts.CHOICE)
    bars = (
        Bar(label, tone, counts[counted], round(100 * counts[counted] / total, 1) if total else 0, part == given)
        for counted, part, label, tone in options
    )
    return Distribution(total, tuple(bars))


def _in_words(question: Question, values: list[float]) -> Distribution:
    if not values:
        return Distribution(0)
    middle, low, high = (f"{value:g}" for value in (median(values), min(values), max(values)))
    unit = f" {question.unit}" if question.unit else ""
    return Distribution(len(values), words=f"In the middle {middle}{unit}; from {low} to {high}.")
