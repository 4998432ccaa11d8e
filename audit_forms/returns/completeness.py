"""What an answer, a section, a return still needs: pure functions over parts, told in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.models import Question, RatingLevel
from audit_forms.returns import parts
from audit_forms.returns.enums import SectionState

NOTHING_TYPED = {
    AnswerType.SHORT_TEXT: "Enter an answer",
    AnswerType.LONG_TEXT: "Enter an answer",
    AnswerType.NUMBER: "Enter a number",
    AnswerType.DATE: "Enter a date",
    AnswerType.CHOICE: "Choose an answer",
}
NO_EVIDENCE: Mapping[int, int] = MappingProxyType({})


@dataclass(frozen=True)
class Missing:
    """One thing an answer still needs: the part that is empty, and what to do in words."""

    part: str
    words: str


def missing_parts(
    question: Question, answer: Mapping[str, Any], levels: Iterable[RatingLevel], evidence: int = 0
) -> list[Missing]:
    """What the answer still needs; empty when it is complete. A question that may be left empty needs nothing.

    `evidence` is how many pieces of evidence are given for it (`returns.evidence`); one does for the text.
    """
    if not question.required:
        return []
    kind = AnswerType(question.answer_type)
    if kind == AnswerType.RATING:
        return _missing_in_rating(answer, levels, evidence)
    if kind == AnswerType.PERSON:
        wanted = (
            (parts.NAME, "Enter the person’s name"),
            (parts.EMAIL, "Enter the person’s e-mail address"),
            (parts.TRAINED_ON, "Enter the date of their last training"),
        )
        return _blank(answer, wanted)
    return _blank(answer, [(parts.PARTS[kind][0], NOTHING_TYPED[kind])])


def _missing_in_rating(answer: Mapping[str, Any], levels: Iterable[RatingLevel], evidence: int) -> list[Missing]:
    level = next((level for level in levels if level.key == answer[parts.LEVEL]), None)
    if level is None:
        return [Missing(parts.LEVEL, "Choose a rating")]
    wanted: list[tuple[str, str]] = []
    if level.demands_evidence and not evidence:
        wanted.append((parts.TEXT, "Say what shows that it is in place, or add evidence"))
    if level.demands_reason:
        wanted.append((parts.REASON, "Say why it does not apply to you"))
    if level.demands_action:
        wanted += [
            (parts.ACTION_WHAT, "Say what you will do"),
            (parts.ACTION_WHO, "Say who will do it"),
            (parts.ACTION_BY, "Say by when"),
        ]
    return _blank(answer, wanted)


def _blank(answer: Mapping[str, Any], wanted: Iterable[tuple[str, str]]) -> list[Missing]:
    return [Missing(part, words) for part, words in wanted if not str(answer[part]).strip()]


@dataclass(frozen=True)
class SectionProgress:
    """How far a section is: `left` questions of `total` that must be answered still need something."""

    state: SectionState
    left: int
    total: int


def section_progress(
    questions: Sequence[Question],
    answers: Mapping[int, Mapping[str, Any]],
    levels: Sequence[RatingLevel],
    evidence: Mapping[int, int] = NO_EVIDENCE,
) -> SectionProgress:
    """How far the section is.

    `answers` holds the parts of stored answers by the question's primary key, `evidence` how many pieces of evidence
    are given for it.

    A section is complete only when nothing at all is missing; one that nobody has saved anything in has not been
    looked at, unless none of its questions must be answered.
    """
    required = [question for question in questions if question.required]
    left = sum(
        1
        for question in required
        if is_incomplete(question, answers.get(question.pk), levels, evidence.get(question.pk, 0))
    )
    touched = any(question.pk in answers for question in questions)
    if not required and not touched:
        return SectionProgress(SectionState.OPTIONAL, 0, 0)
    if not touched:
        return SectionProgress(SectionState.NOT_LOOKED_AT, left, len(required))
    return SectionProgress(SectionState.STARTED if left else SectionState.COMPLETE, left, len(required))


def is_incomplete(
    question: Question, answer: Mapping[str, Any] | None, levels: Sequence[RatingLevel], evidence: int = 0
) -> bool:
    """Whether the question must be answered and its answer still needs something."""
    return bool(missing_parts(question, answer or parts.empty_parts(question), levels, evidence))
