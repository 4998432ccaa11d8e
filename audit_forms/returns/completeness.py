"""What an answer, a section, a return still needs: pure functions over parts, told in words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.models import Question, RatingLevel
from audit_forms.returns import parts, rows
from audit_forms.returns.carried import action_is_overdue
from audit_forms.returns.enums import SectionState

NOTHING_TYPED = {
    AnswerType.SHORT_TEXT: "Enter an answer",
    AnswerType.LONG_TEXT: "Enter an answer",
    AnswerType.NUMBER: "Enter a number",
    AnswerType.DATE: "Enter a date",
    AnswerType.CHOICE: "Choose an answer",
    AnswerType.ROWS: "Fill in at least one row",
}
SHOW_IN_PLACE = "Say what shows that it is in place, or add evidence"
NOT_APPLICABLE = "Say why it does not apply to you"
NO_EVIDENCE: Mapping[int, int] = MappingProxyType({})


@dataclass(frozen=True)
class Missing:
    """One thing an answer still needs: the part that is empty, and what to do in words."""

    part: str
    words: str


# What a carried answer is missing is somebody's look at it.
CONFIRM = "confirm"
CONFIRM_WORDS = "Confirm or change last time’s answer"
OVERDUE_WORDS = "The date of this action has passed: give a new one, or change the rating if it is done"


def missing_parts(
    question: Question,
    answer: Mapping[str, Any],
    levels: Iterable[RatingLevel],
    *,
    evidence: int = 0,
    to_check: bool = False,
) -> list[Missing]:
    """What the answer still needs; empty when it is complete.

    A question that may be left empty needs nothing until somebody begins: then its rows must be whole, and a rating
    that asks about immediate risk must be followed by an answer to that.

    `evidence` is how many pieces of evidence are given for it (`returns.evidence`); one does for the text. An answer
    carried forward (`to_check`) needs somebody to confirm or change it, whatever its question.
    """
    levels = tuple(levels)
    missing = _missing_in_answer(question, answer, levels, evidence)
    if not question.required:
        missing = [each for each in missing if each.part in parts.RISK_PARTS or answer.get(parts.ROWS)]
    if to_check and question.answer_type == AnswerType.RATING and action_is_overdue(answer, levels):
        missing.append(Missing(parts.ACTION_BY, OVERDUE_WORDS))
    elif to_check:
        missing.append(Missing(CONFIRM, CONFIRM_WORDS))
    return missing


def _missing_in_answer(
    question: Question, answer: Mapping[str, Any], levels: Sequence[RatingLevel], evidence: int
) -> list[Missing]:
    kind = AnswerType(question.answer_type)
    if kind == AnswerType.RATING:
        return _missing_in_rating(question, answer, levels, evidence)
    if kind == AnswerType.PERSON:
        wanted = (
            (parts.NAME, "Enter the person’s name"),
            (parts.EMAIL, "Enter the person’s e-mail address"),
            (parts.TRAINED_ON, "Enter the date of their last training"),
        )
        return _blank(answer, wanted)
    if kind == AnswerType.ROWS and answer[parts.ROWS]:
        return [Missing(parts.ROWS, words) for words in rows.gaps(question, answer[parts.ROWS])]
    return _blank(answer, [(parts.PARTS[kind][0], NOTHING_TYPED[kind])])


def _missing_in_rating(
    question: Question, answer: Mapping[str, Any], levels: Sequence[RatingLevel], evidence: int
) -> list[Missing]:
    level = next((level for level in levels if level.key == answer[parts.LEVEL]), None)
    if level is None:
        return [Missing(parts.LEVEL, "Choose a rating")]
    wanted: list[tuple[str, str]] = []
    if level.demands_evidence and not evidence:
        takes_evidence = question.section.edition.is_self_assessment
        wanted.append((parts.TEXT, SHOW_IN_PLACE if takes_evidence else "Say what shows this"))
    if level.demands_reason:
        alone = sum(each.demands_reason for each in levels) == 1
        wanted.append((parts.REASON, NOT_APPLICABLE if alone else f"Say why you chose “{level.label}”"))
    if level.demands_action:
        wanted += [
            (parts.ACTION_WHAT, "Say what you will do"),
            (parts.ACTION_WHO, "Say who will do it"),
            (parts.ACTION_BY, "Say by when"),
        ]
    if level.asks_about_risk:
        wanted += _risk_asked(answer.get(parts.RISK, ""))
    return _blank(answer, wanted)


def _blank(answer: Mapping[str, Any], wanted: Iterable[tuple[str, str]]) -> list[Missing]:
    return [Missing(part, words) for part, words in wanted if not str(answer.get(part) or "").strip()]


def _risk_asked(given: str) -> list[tuple[str, str]]:
    """What a rating that asks about immediate risk wants answered; nobody passes it by."""
    more = {
        parts.RISK_YES: [(parts.RISK_TOLD, "Say who was told of the risk, and when")],
        parts.RISK_NO: [(parts.RISK_WHY_NOT, "Say why there is no immediate risk")],
    }
    return [(parts.RISK, "Say whether there is an immediate risk"), *more.get(given, [])]


@dataclass(frozen=True)
class SectionProgress:
    """How far a section is: `left` questions of `total` still need something, `to_check` of them a confirmation."""

    state: SectionState
    left: int
    total: int
    to_check: int = 0


def section_progress(
    questions: Sequence[Question],
    answers: Mapping[int, Mapping[str, Any]],
    levels: Sequence[RatingLevel],
    evidence: Mapping[int, int] = NO_EVIDENCE,
    to_check: Collection[int] = (),
) -> SectionProgress:
    """How far the section is.

    `answers` holds the parts of stored answers by the question's primary key, `evidence` how many pieces of evidence
    are given for it.

    `to_check` names the questions whose carried answer nobody has looked at yet; an optional one counts until then. A
    section is complete only when nothing at all is missing; one that nobody has saved anything in has not been looked
    at, unless none of its questions must be answered.
    """
    incomplete = {
        each.pk
        for each in questions
        if is_incomplete(
            each,
            answers.get(each.pk),
            levels,
            evidence=evidence.get(each.pk, 0),
            to_check=each.pk in to_check,
        )
    }
    counted = [question for question in questions if question.required or question.pk in incomplete]
    left = len(incomplete)
    waiting = sum(question.pk in to_check for question in counted)
    touched = any(question.pk in answers and question.pk not in to_check for question in questions)
    state = SectionState.STARTED if left else SectionState.COMPLETE
    if not touched and waiting:
        state = SectionState.TO_CONFIRM
    elif not touched:
        state = SectionState.NOT_LOOKED_AT if counted else SectionState.OPTIONAL
    return SectionProgress(state, left, len(counted), waiting)


def is_incomplete(
    question: Question,
    answer: Mapping[str, Any] | None,
    levels: Sequence[RatingLevel],
    *,
    evidence: int = 0,
    to_check: bool = False,
) -> bool:
    """Whether the answer still needs something; one that may be left empty only the rest of what was begun."""
    given = answer or parts.empty_parts(question)
    return bool(missing_parts(question, given, levels, evidence=evidence, to_check=to_check))
