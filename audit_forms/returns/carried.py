"""Which of last time's answers come along into a new return, and in which shape: pure rules."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from audit_forms.questionnaires.changes import EditionChanges
from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.models import Question, RatingLevel
from audit_forms.questionnaires.selection import AskedSection
from audit_forms.returns import parts, rows
from audit_forms.returns.forms.fields import offered_levels
from audit_forms.returns.last_time import LastAnswer, LastAnswers


def carried_parts(
    question: Question, last: LastAnswer | None, levels: Sequence[RatingLevel], known: str
) -> parts.Parts | None:
    """Last time's answer as the first answer to this year's question; None where there is nothing to bring along.

    A question that asks for another kind of answer begins empty. A rating that this year's scale or question does not
    offer is left open, its words stay; what was said about an immediate risk is never brought along. `known` is the
    organisation's fact that the question asks for: where the register says something else today, today's fact is
    offered and last time's answer is not.
    """
    if last is None or last.question.answer_type != question.answer_type:
        return None
    empty = parts.empty_parts(question)
    given = empty | {part: last.parts[part] for part in empty if part in last.parts}
    if question.answer_type == AnswerType.ROWS:
        given[parts.ROWS] = rows.fit(question, given[parts.ROWS])
    if question.answer_type == AnswerType.RATING:
        _fit_level(question, given, levels)
    if question.answer_type == AnswerType.CHOICE and given[parts.CHOICE] not in _choices(question):
        return None
    if known and not _says_the_same(given[main_part(question)], known):
        return None
    return None if parts.is_empty(given) else given


def _fit_level(question: Question, given: parts.Parts, levels: Sequence[RatingLevel]) -> None:
    level = next((each for each in offered_levels(question, levels) if each.key == given[parts.LEVEL]), None)
    given[parts.LEVEL] = level.key if level else ""
    given[parts.CONFIRMED] = bool(given[parts.CONFIRMED] and level and level.confirmation)


def _choices(question: Question) -> list[str]:
    return [choice["value"] for choice in question.choices]


def _says_the_same(given: Any, known: str) -> bool:
    return str(given).strip().casefold() == known.strip().casefold()


def main_part(question: Question) -> str:
    """The part that answers the question itself; of a person, the name."""
    return next(iter(parts.empty_parts(question)))


def action_is_overdue(answer: Mapping[str, Any], levels: Iterable[RatingLevel]) -> bool:
    """Whether the answer demands an action whose date has passed: then nobody can confirm it as it stands."""
    by = answer.get(parts.ACTION_BY)
    if not by or date.fromisoformat(by) >= timezone.localdate():
        return False
    return any(level.demands_action for level in levels if level.key == answer[parts.LEVEL])


def interim_keys(
    asked: Iterable[AskedSection], last: LastAnswers, changes: EditionChanges, levels: Iterable[RatingLevel]
) -> list[str]:
    """The questions that an interim year asks, in order.

    New and changed ones; those whose last answer demanded an action (red or amber); and those that must be answered
    and have no answer that still fits, so that no gap is left by asking less.
    """
    kept = {level.key for level in levels}
    return [
        question.key
        for part in asked
        for question in part.questions
        if changes.by_key[question.key].kinds or _is_unsettled(question, last.get(question.key), kept)
    ]


def _is_unsettled(question: Question, last: LastAnswer | None, kept: set[str]) -> bool:
    if last is None:
        return question.required
    level = last.level
    return level is not None and (level.demands_action or level.key not in kept)
