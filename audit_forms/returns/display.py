"""An answer as read, not written: labelled lines for the check page, the whole return and the text of a conflict."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.models import Question, RatingLevel
from audit_forms.returns import parts, rows
from audit_forms.returns.rows import ROWS
from portal.dates import format_day

LABELS = {
    parts.TEXT: "What shows this",
    parts.REASON: "Why it does not apply",
    parts.ACTION_WHAT: "Action",
    parts.ACTION_WHO: "Who",
    parts.ACTION_BY: "By when",
    parts.RISK: "Immediate risk, or unsafe practice",
    parts.RISK_WHY_NOT: "Why there is none",
    parts.RISK_TOLD: "Who was told, and when",
    parts.NAME: "Name",
    parts.EMAIL: "E-mail",
    parts.TRAINED_ON: "Last training",
    parts.NEXT_DUE: "Next training due",
}
RISK_ASKED = "Is a child or adult at immediate risk, or is practice unsafe?"
DAYS = (parts.ACTION_BY, parts.DATE, parts.TRAINED_ON, parts.NEXT_DUE)


@dataclass(frozen=True)
class Line:
    """One line of an answer; a line with a tone is a rating, one with cells a row of a table."""

    label: str
    text: str
    tone: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    day: date | None = None


def lines_of(question: Question, answer: Mapping[str, Any], levels: Iterable[RatingLevel]) -> list[Line]:
    """What there is of the answer, in order; empty where nothing is."""
    kind = AnswerType(question.answer_type)
    if kind == AnswerType.ROWS:
        return [
            Line(row.label, row.text, "", row.cells, row.day) for row in rows.read(question, answer.get(ROWS) or [])
        ]
    levels = tuple(levels)
    lines = []
    for part in parts.PARTS[kind]:  # in our order: PostgreSQL does not keep that of a JSON object
        value = answer.get(part)
        if not value:
            continue
        if part == parts.LEVEL:
            level = next(level for level in levels if level.key == value)
            lines.append(Line("Rating", level.label, level.tone))
        elif part == parts.CONFIRMED:
            lines += [Line("Confirmed", level.confirmation) for level in levels if _ticked_at(level, answer)]
        else:
            label = label_of(part, levels) if kind in (AnswerType.RATING, AnswerType.PERSON) else ""
            lines.append(Line(label, words(question, part, value)))
    return lines


def label_of(part: str, levels: Iterable[RatingLevel]) -> str:
    """What a part of an answer is called; a reason may be that there is nothing to go by, where a level says so."""
    if part == parts.REASON and sum(level.demands_reason for level in levels) > 1:
        return "Why it is not rated"
    return LABELS.get(part, "")


def words(question: Question, part: str, value: str) -> str:
    """One part as read: a date in full, a number with its unit, a choice by its label."""
    if part in DAYS:
        return format_day(date.fromisoformat(value))
    if part == parts.RISK:
        return {parts.RISK_YES: "Yes", parts.RISK_NO: "No"}[value]
    if part == parts.NUMBER:
        return f"{value} {question.unit}".strip()
    if part == parts.CHOICE:
        return next((choice["label"] for choice in question.choices if choice["value"] == value), value)
    return value


def _ticked_at(level: RatingLevel, answer: Mapping[str, Any]) -> bool:
    return bool(level.confirmation) and level.key == answer[parts.LEVEL]
