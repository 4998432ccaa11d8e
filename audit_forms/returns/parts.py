"""The parts an answer is made of, as plain values: one shape for reading, comparing, showing and keeping answers.

A part is a text, except `confirmed`, which is a tick, and `rows`, which is a list (`returns.rows`). Dates are ISO
texts, numbers are texts such as "12.5", a rating is its level's key. An empty part is "" (or False, or
[]). The parts about immediate risk are there only where the scale asks about it, or once did.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.models import Question, RatingLevel
from audit_forms.returns import rows
from audit_forms.returns.models import Answer
from audit_forms.returns.rows import ROWS

LEVEL, TEXT, CONFIRMED, REASON = "level", "text", "confirmed", "reason"
ACTION_WHAT, ACTION_WHO, ACTION_BY = "action_what", "action_who", "action_by"
NUMBER, DATE, CHOICE = "number", "date", "choice"
RISK, RISK_WHY_NOT, RISK_TOLD = "risk", "risk_why_not", "risk_told"
NAME, EMAIL, TRAINED_ON, NEXT_DUE = "name", "email", "trained_on", "next_due"

ACTION_PARTS = (ACTION_WHAT, ACTION_WHO, ACTION_BY)
RISK_PARTS = (RISK, RISK_WHY_NOT, RISK_TOLD)
RISK_YES, RISK_NO = "yes", "no"
PERSON_PARTS = (NAME, EMAIL, TRAINED_ON, NEXT_DUE)
PARTS = {
    AnswerType.RATING: (LEVEL, TEXT, CONFIRMED, REASON, *ACTION_PARTS, *RISK_PARTS),
    AnswerType.SHORT_TEXT: (TEXT,),
    AnswerType.LONG_TEXT: (TEXT,),
    AnswerType.NUMBER: (NUMBER,),
    AnswerType.DATE: (DATE,),
    AnswerType.CHOICE: (CHOICE,),
    AnswerType.PERSON: PERSON_PARTS,
    AnswerType.ROWS: (ROWS,),
}
EMPTY = {CONFIRMED: False, ROWS: []}
# Columns that hold an answer's parts; what a save may write besides version, time and person.
COLUMNS = ("level", "text", "value", "confirmed", "reason", "action_what", "action_who", "action_by")
DIGEST_LENGTH = 24

Parts = dict[str, Any]


def empty_parts(question: Question) -> Parts:
    """The parts of a question nobody has answered."""
    wanted = (part for part in PARTS[AnswerType(question.answer_type)] if part not in RISK_PARTS)
    return {part: EMPTY.get(part, "") for part in wanted}


def box_parts(question: Question, levels: Iterable[RatingLevel]) -> tuple[str, ...]:
    """What there is a box for on the question's page: its parts, or the cells of its table."""
    kind = AnswerType(question.answer_type)
    if kind == AnswerType.ROWS:
        return tuple(rows.cell_parts(question))
    return tuple(part for part in PARTS[kind] if part not in RISK_PARTS or asks_about_risk(levels))


def asks_about_risk(levels: Iterable[RatingLevel]) -> bool:
    """Whether choosing one of the levels asks about immediate risk."""
    return any(level.asks_about_risk for level in levels)


def is_empty(parts: Mapping[str, Any]) -> bool:
    """Whether nothing has been answered."""
    return not any(parts.values())


def parts_of(question: Question, answer: Answer | None, levels: Iterable[RatingLevel]) -> Parts:
    """The parts of a stored answer; of an unanswered question, empty ones."""
    if answer is None:
        return empty_parts(question)
    kind = AnswerType(question.answer_type)
    if kind == AnswerType.RATING:
        levels = tuple(levels)
        keys = {level.pk: level.key for level in levels}
        kept = answer.value or {}
        risk = {part: kept.get(part, "") for part in RISK_PARTS} if kept or asks_about_risk(levels) else {}
        return {
            LEVEL: keys[answer.level_id] if answer.level_id else "",
            TEXT: answer.text,
            CONFIRMED: answer.confirmed,
            REASON: answer.reason,
            ACTION_WHAT: answer.action_what,
            ACTION_WHO: answer.action_who,
            ACTION_BY: answer.action_by.isoformat() if answer.action_by else "",
            **risk,
        }
    if kind in (AnswerType.SHORT_TEXT, AnswerType.LONG_TEXT):
        return {TEXT: answer.text}
    if kind == AnswerType.PERSON:
        return {part: (answer.value or {}).get(part, "") for part in PERSON_PARTS}
    if kind == AnswerType.ROWS:
        return {ROWS: rows.fit(question, answer.value)}
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
        answer.value = {part: parts[part] for part in RISK_PARTS if parts.get(part)} or None
    if TEXT in parts:
        answer.text = parts[TEXT]
    elif kind == AnswerType.PERSON:
        answer.value = None if is_empty(parts) else dict(parts)
    else:
        answer.value = parts[PARTS[kind][0]] or None


def comparable(parts: Mapping[str, Any]) -> Parts:
    """The parts with every kind of line end alike: browsers turn each into CR LF when a form is sent.

    That nobody was asked about risk is the same as that nobody has answered.
    """
    return {name: _comparable(value) for name, value in parts.items() if value or name not in RISK_PARTS}


def _comparable(value: Any) -> Any:
    if isinstance(value, list):
        return [{key: one_line_end(text) for key, text in row.items()} for row in value]
    return one_line_end(value) if isinstance(value, str) else value


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
