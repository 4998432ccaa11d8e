"""What a return's workbook looks like: its sheets, its columns, and how a part of an answer stands in a cell.

One row holds one part of an answer, named by its key, so that a sheet may be sorted, moved or widened at will. Above
the parts of a question stands its own row, with a stamp that says what was stored when the workbook was made.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.models import Question, RatingLevel
from audit_forms.returns import parts
from audit_forms.returns.display import RISK_ASKED, label_of
from audit_forms.returns.forms.fields import RISK_ANSWERS
from audit_forms.returns.forms.section import DAY_PARTS, Mark, raw_value, whole_number
from portal.spreadsheets import UNPRINTABLE

FACTS_SHEET, CHOICES_SHEET = "Read me", "Choices"
KEY, NUMBER, ASKED, ANSWER, GUIDANCE, STAMP = "Key", "No.", "What we ask", "Your answer", "Guidance", "Stamp"
# What people read comes first; what the portal reads is at the far right.
COLUMNS = (NUMBER, ASKED, ANSWER, GUIDANCE, KEY, STAMP)
WIDTHS = (7, 44, 62, 62, 16, 10)
REFERENCE_FACT, EDITION_FACT = "Return", "Question set"
YES = "Yes"
LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
PART_WORDS = {
    parts.LEVEL: "Rating",
    parts.CONFIRMED: "Tick",
    parts.ACTION_WHAT: "Action: what will you do?",
    parts.ACTION_WHO: "Action: who will do it?",
    parts.ACTION_BY: "Action: by when?",
    parts.RISK: RISK_ASKED,
    parts.RISK_WHY_NOT: "If no: why not?",
    parts.RISK_TOLD: "If yes: who was told, and when?",
}


def sheet_name(letter: str, title: str) -> str:
    """The name of a section's sheet, as spreadsheet programs allow it."""
    return NOT_IN_SHEET_NAMES.sub(" ", f"{letter} {title}")[:LONGEST_SHEET_NAME].strip()


def part_words(question: Question, part: str, levels: Iterable[RatingLevel]) -> str:
    """What a part's row asks for."""
    if part == parts.TEXT and question.answer_type != AnswerType.RATING:
        return "Answer"
    if part == parts.CONFIRMED:
        return next((level.confirmation for level in levels if level.confirmation), PART_WORDS[part])
    if part == parts.NUMBER and question.unit:
        return f"Number ({question.unit})"
    return PART_WORDS.get(part) or label_of(part, levels) or "Answer"


def choices_of(question: Question, part: str, offered: Iterable[RatingLevel]) -> list[str]:
    """The words that a part's cell offers; none where it is free."""
    if part == parts.LEVEL:
        return [level.label for level in offered]
    if part == parts.CHOICE:
        return [choice["label"] for choice in question.choices]
    if part == parts.RISK:
        return [label for _, label in RISK_ANSWERS]
    return [YES] if part == parts.CONFIRMED else []


def cell_value(question: Question, part: str, value: Any, levels: Iterable[RatingLevel]) -> Any:
    """A stored part as its cell shows it: a rating by its label, a date as a date, a number as a number."""
    if part == parts.CONFIRMED:
        return YES if value else None
    if not value:
        return None
    if part == parts.LEVEL:
        return next(level.label for level in levels if level.key == value)
    if part == parts.CHOICE:
        return next((choice["label"] for choice in question.choices if choice["value"] == value), value)
    if part == parts.RISK:
        return dict(RISK_ANSWERS)[value]
    if part in DAY_PARTS:
        return date.fromisoformat(value)
    if part == parts.NUMBER:
        return float(value) if "." in value else int(value)
    return parts.one_line_end(value)


def fits_in_a_cell(value: Any) -> bool:
    """Whether a spreadsheet keeps the text whole: not where it is too long or has control characters."""
    return not isinstance(value, str) or (len(value) <= LONGEST_CELL and not UNPRINTABLE.search(value))


def posted_text(question: Question, part: str, value: Any, levels: Iterable[RatingLevel]) -> str:
    """What a cell holds, as the section page's form would send it; words that mean nothing stay as they are."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return raw_value(part, day.isoformat()) if part in DAY_PARTS else day.isoformat()
    if isinstance(value, bool):
        return "on" if value and part == parts.CONFIRMED else str(value)
    text = f"{Decimal(repr(value)).normalize():f}" if isinstance(value, int | float) else unescape(value)
    named = {word.casefold(): key for key, word in _named(question, part, levels)}
    if part == parts.CONFIRMED:
        return "on" if text.strip() else ""
    return named.get(text.strip().casefold(), text.strip() if named else text)


def _named(question: Question, part: str, levels: Iterable[RatingLevel]) -> list[tuple[str, str]]:
    if part == parts.LEVEL:
        return [(level.key, level.label) for level in levels]
    if part == parts.CHOICE:
        return [(choice["value"], choice["label"]) for choice in question.choices]
    return list(RISK_ANSWERS) if part == parts.RISK else []


def escape(text: str) -> str:
    """The text with what the file format would read as a coded character written as one itself."""
    return ESCAPED.sub(r"_x005F_x\1_", text)


def unescape(text: str) -> str:
    """The text as meant, with the format's coded characters read."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def stamp_of(mark: Mark) -> str:
    """A question's stamp: which version of the answer the workbook was made from, and what it showed."""
    return f"{mark.version}:{mark.base}"


def mark_of(stamp: Any) -> Mark:
    """A stamp as read back; nonsense reads as "nothing known", which can only cause a question to be asked."""
    version, _, base = str(stamp or "").partition(":")
    return Mark(whole_number(version), base)
