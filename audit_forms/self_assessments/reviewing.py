"""What a review asks, what it still needs before it is finished, and what the finished ones say of a round."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from audit_forms.questionnaires.applicability import duty_for
from audit_forms.questionnaires.enums import AnswerType, DutyLevel
from audit_forms.questionnaires.models import Question
from audit_forms.questionnaires.selection import AskedSection
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.models import Return
from audit_forms.self_assessments.enums import ReviewView
from audit_forms.self_assessments.models import DeepDive, Review, ReviewedQuestion, Round

POINTS = 3


@dataclass(frozen=True)
class Views:
    """How often reviewers agreed with a rating, would have rated lower or higher, or could not tell."""

    agree: int = 0
    lower: int = 0
    higher: int = 0
    cannot_tell: int = 0

    @property
    def total(self) -> int:
        """How many answers were looked at."""
        return self.agree + self.lower + self.higher + self.cannot_tell

    @classmethod
    def of(cls, counted: Mapping[str, int]) -> "Views":
        """From the number of each view by its value."""
        return cls(**{view.value: counted.get(view, 0) for view in ReviewView})


@dataclass(frozen=True)
class ReviewedViews:
    """What the first reviews of a round's deep dives say: how many returns, by question key and by section key."""

    returns: int
    questions: dict[str, Views] = field(default_factory=dict)
    sections: dict[str, Views] = field(default_factory=dict)

    @property
    def whole(self) -> Views:
        """All questions together."""
        every = self.sections.values()
        return Views(*(sum(getattr(views, view.value) for views in every) for view in ReviewView))


def reviewed_views(exercise: Round) -> ReviewedViews:
    """The views of the round's finished first reviews; two queries.

    A return read twice counts by its first reading, and only when both are finished: until then its readers are blind.
    """
    settled = DeepDive.objects.filter(sample__exercise=exercise).standing().settled()
    rows = ReviewedQuestion.objects.filter(review__deep_dive__in=settled, review__is_second=False).exclude(view="")
    questions: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    sections: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    counts = rows.order_by().values_list("question__key", "question__section__key", "view").annotate(n=Count("pk"))
    for question, section, view, number in counts:
        questions[question][view] += number
        sections[section][view] += number
    return ReviewedViews(
        settled.count(),
        {key: Views.of(counted) for key, counted in questions.items()},
        {key: Views.of(counted) for key, counted in sections.items()},
    )


def rated_sections(audit_return: Return) -> list[AskedSection]:
    """The sections of the return with the questions that it rates itself on; a review looks at these."""
    narrowed = (
        AskedSection(part.section, tuple(q for q in part.questions if q.answer_type == AnswerType.RATING))
        for part in asked_sections(audit_return)
    )
    return [part for part in narrowed if part.questions]


@dataclass(frozen=True)
class Gap:
    """Something that a review needs before it is finished: of one question, or of the whole return."""

    words: str
    section: str = ""
    anchor: str = ""


def gaps_of(review: Review) -> list[Gap]:
    """What the review still needs.

    Every "must" question has been looked at: they are legal duties, and few enough to be read in every sampled return.
    Whoever does not agree says why, for the setting will ask. The letter needs the two judgements of the whole return,
    a strength and a next step. Everything else is the reviewer's choice.
    """
    audit_return = review.deep_dive.audit_return
    given = {row.question_id: row for row in review.questions.all()}
    found = [
        Gap(words, part.section.key, question.key)
        for part in rated_sections(audit_return)
        for question in part.questions
        if (words := _gap_in(question, given.get(question.pk), audit_return.facts))
    ]
    if not review.evidence_quality.strip():
        found.append(Gap("Say how good the evidence is.", anchor="id_evidence_quality"))
    if not review.plan_quality.strip():
        found.append(Gap("Say how good the action plan is.", anchor="id_plan_quality"))
    if not any(review.strengths):
        found.append(Gap("Name at least one strength.", anchor="id_strengths_1"))
    if not any(review.next_steps):
        found.append(Gap("Name at least one next step.", anchor="id_next_steps_1"))
    return found


def _gap_in(question: Question, row: ReviewedQuestion | None, facts: Mapping[str, Any]) -> str:
    if row is None or not row.view:
        is_must = duty_for(question, facts) == DutyLevel.MUST
        return f"{question.number}: choose your view, for it is a “must” question." if is_must else ""
    return f"{question.number}: say why you do not simply agree." if needs_why(row) else ""


def needs_why(row: ReviewedQuestion) -> bool:
    """Whether a view other than agreement stands there without its reason."""
    return row.view not in ("", ReviewView.AGREE) and not row.why.strip()


@dataclass(frozen=True)
class SectionEntry:
    """A section in a review's list: how many of its questions were looked at, and of its "must" questions."""

    part: AskedSection
    viewed: int
    musts: int
    musts_viewed: int

    @property
    def total(self) -> int:
        """How many questions it rates."""
        return len(self.part.questions)


def section_entries(review: Review) -> list[SectionEntry]:
    """The sections of a review with how far each is."""
    audit_return = review.deep_dive.audit_return
    viewed = {row.question_id for row in review.questions.all() if row.view}
    entries = []
    for part in rated_sections(audit_return):
        keys = {question.pk for question in part.questions}
        musts = {q.pk for q in part.questions if duty_for(q, audit_return.facts) == DutyLevel.MUST}
        entries.append(SectionEntry(part, len(keys & viewed), len(musts), len(musts & viewed)))
    return entries
