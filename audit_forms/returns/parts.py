"""The parts an answer is made of, as plain values: one shape for reading, comparing, showing and keeping answers.

A part is a text, except `confirmed`, which is a tick. Dates are ISO texts, numbers are texts such as "12.5", a rating
is its level's key. An empty part is "" (or False).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.models import Question, RatingLevel
from audit_forms.returns.models import Answer

LEVEL, TEXT, CONFIRMED, REASON = "level", "text", "confirmed", "reason"
ACTION_WHAT, ACTION_WHO, ACTION_BY = "action_what", "action_who", "action_by"
NUMBER, DATE, CHOICE = "number", "date", "choice"
NAME, EMAIL, TRAINED_ON, NEXT_DUE = "name", "email", "trained_on", "next_due"

ACTION_PARTS = (ACTION_WHAT, ACTION_WHO, ACTION_BY)
PERSON_PARTS = (NAME, EMAIL, TRAINED_ON, NEXT_DUE)
PARTS = {
    AnswerType.RATING: (LEVEL, TEXT, CONFIRMED, REASON, *ACTION_PARTS),
    AnswerType.SHORT_TEXT: (TEXT,),
    AnswerType.LONG_TEXT: (TEXT,),
    AnswerType.NUMBER: (NUMBER,),
    AnswerType.DATE: (DATE,),
    AnswerType.CHOICE: (CHOICE,),
    AnswerType.PERSON: PERSON_PARTS,
}
# Columns that hold an answer's parts; what a save may write besides version, time and person.
COLUMNS = ("level", "text", "value", "confirmed", "reason", "action_what", "action_who", "action_by")
DIGEST_LENGTH = 24

Parts = dict[str, Any]


def empty_parts(question: Question) -> Parts:
    """The parts of a question nobody has answered."""
    return {part: False if part == CONFIRMED else "" for part in PARTS[AnswerType(question.answer_type)]}


def is_empty(parts: Mapping[str, Any]) -> bool:
    """Whether nothing has been answered."""
    return not any(parts.values())


def parts_of(question: Question, answer: Answer | None, levels: Iterable[RatingLevel]) -> Parts:
    """The parts of a stored answer; of an unanswered question, empty ones."""
    if answer is None:
        return empty_parts(question)
    kind = AnswerType(question.answer_type)
    if kind == AnswerType.RATING:
        keys = {level.pk: level.key for level in levels}
        return {
            LEVEL: keys[answer.level_id] if answer.level_id else "",
            TEXT: answer.text,
            CONFIRMED: answer.confirmed,
            REASON: answer.reason,
            ACTION_WHAT: answer.action_what,
            ACTION_WHO: answer.action_who,
            ACTION_BY: answer.action_by.isoformat() if answer.action_by else "",
        }
    if kind in (AnswerType.SHORT_TEXT, AnswerType.LONG_TEXT):
        return {TEXT: answer.text}
    if kind == AnswerType.PERSON:
        return {part: (answer.value or {}).get(part, "") for part in PERSON_PARTS}
    return {PARTS[kind][0]: answer.value or ""}


def put_parts(answer: Answer, question: Question, parts: Mapping[str, Any], levels: Iterable[RatingLevel]) -> None:
    """Set the row's columns from the parts; saving it is the caller's."""
    kind = AnswerType(question.answer_type)
    if kind == AnswerType.RATING:
        answer.level = next((level for level in levels if level.key == parts[LEVEL]), None)
        answer.confirmed = bool(parts[CONFIRMED])
        answer.reason = parts[REASON]
        answer.action_what = parts[ACTION_WHAT]
        answer.action_who = parts[ACTION_WHO]
        answer.action_by = date.fromisoformat(parts[ACTION_BY]) if parts[ACTION_BY] else None
    if TEXT in parts:
        answer.text = parts[TEXT]
    elif kind == AnswerType.PERSON:
        answer.value = None if is_empty(parts) else dict(parts)
    else:
        answer.value = parts[PARTS[kind][0]] or None


def comparable(parts: Mapping[str, Any]) -> Parts:
    """The parts with every kind of line end alike: browsers turn each into CR LF when a form is sent."""
    return {name: one_line_end(value) if isinstance(value, str) else value for name, value in parts.items()}


def one_line_end(text: str) -> str:
    """The text with CR LF and lone CR as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two answers say the same."""
    return comparable(one) == comparable(other)


def digest(parts: Mapping[str, Any]) -> str:
    """A short fingerprint by which a form shows what it was opened with."""
    text = json.dumps(comparable(parts), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LENGTH]
