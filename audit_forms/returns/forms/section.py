"""The form of one section, built from the edition: it reads what was typed and says what is not well formed.

Two hidden fields go with each question: `version`, the stored answer's version when the page was made, and `base`, a
fingerprint of what the page showed. They tell what this person changed from what somebody else changed meanwhile.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from audit_forms.questionnaires.enums import AnswerType, ColumnKind
from audit_forms.questionnaires.models import Question, RatingLevel
from audit_forms.questionnaires.selection import AskedSection
from audit_forms.returns import parts, rows
from audit_forms.returns.forms.fields import field_name, fields_for

VERSION, BASE, KEEP = "version", "base", "keep"
MINE, THEIRS = "mine", "theirs"
KEEP_CHOICES = ((MINE, "Keep my answer"), (THEIRS, "Use the other answer"))
MOST_DIGITS = 9
DAY_PARTS = (parts.ACTION_BY, parts.DATE, parts.TRAINED_ON, parts.NEXT_DUE)


@dataclass(frozen=True)
class Mark:
    """What the page knew of a stored answer: its version (0 for none) and the fingerprint of what it showed."""

    version: int
    base: str


class SectionForm(forms.Form):
    """One section's questions. `asked` holds those that may be written; others in the data are not looked at."""

    def __init__(self, *args: Any, asked: AskedSection, levels: Iterable[RatingLevel], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.levels = tuple(levels)
        self.numbers: dict[str, str] = {}
        for question in asked.questions:
            # Only there to carry the message of a conflict to the choice that ends it.
            self.fields[field_name(question, KEEP)] = forms.CharField(
                required=False, widget=forms.RadioSelect(choices=KEEP_CHOICES)
            )
            for part, field in fields_for(question, self.levels).items():
                name = field_name(question, part)
                self.fields[name] = field
                self.numbers[name] = self._place(question, part)
            self.numbers[field_name(question, KEEP)] = question.number

    def add_error(self, field: str | None, error: Any) -> None:
        """Put the question's number before each message, so that the summary on top of the page says which is meant."""
        messages = error.messages if isinstance(error, forms.ValidationError) else [error]
        if field is not None:
            messages = [f"{self.numbers[field]}: {text[:1].lower()}{text[1:]}" for text in messages]
        super().add_error(field, messages)

    def raw(self, question: Question, part: str) -> str:
        """What is in the box: as typed where something was sent, else as stored."""
        source = self.data if self.is_bound else self.initial
        return source.get(field_name(question, part)) or ""

    def was_sent(self, question: Question) -> bool:
        """Whether the data holds this question at all; autosave sends one at a time."""
        return field_name(question, VERSION) in self.data

    def mark(self, question: Question) -> Mark:
        """The question's hidden fields; nonsense in them reads as "nothing known", which can only cause a conflict."""
        return Mark(whole_number(self.raw(question, VERSION)), self.raw(question, BASE))

    def chosen(self, question: Question) -> tuple[str, int]:
        """What the person chose to keep after a conflict, and the version of the other answer they had seen."""
        choice, _, version = self.raw(question, KEEP).partition(":")
        return (choice if choice in (MINE, THEIRS) else "", whole_number(version))

    def typed_parts(self, question: Question, stored: Mapping[str, Any]) -> parts.Parts:
        """The well-formed parts that were sent; what is malformed or was not sent stays as stored.

        A table is sent whole: its malformed cells count as empty until they are put right.
        """
        typed = dict(stored)
        if question.answer_type == AnswerType.ROWS:
            return typed | ({parts.ROWS: list(self.typed_rows(question).values())} if self._sent_rows(question) else {})
        for part in parts.box_parts(question, self.levels):
            name = field_name(question, part)
            if name in self.cleaned_data and (name in self.data or part == parts.CONFIRMED):
                typed[part] = self.cleaned_data[name]
        return typed

    def typed_rows(self, question: Question) -> dict[int, rows.Row]:
        """The rows in which something well-formed was typed, by their place on the page."""
        found = {}
        for number in range(question.most or 0):
            names = {
                each["key"]: field_name(question, rows.cell_part(number, each["key"])) for each in question.columns
            }
            row = {key: self.cleaned_data.get(name) or "" for key, name in names.items()}
            if any(row.values()):
                found[number] = row
        return found

    def boxes_of(self, question: Question) -> dict[str, str]:
        """The name of the box in which each part was typed; of a table, by the place of its rows in the answer."""
        if question.answer_type != AnswerType.ROWS:
            return {part: field_name(question, part) for part in parts.box_parts(question, self.levels)}
        return {
            rows.cell_part(place, key): field_name(question, rows.cell_part(number, key))
            for place, (number, row) in enumerate(self.typed_rows(question).items())
            for key in row
        }

    def accept(self, question: Question, mark: Mark, stored: Mapping[str, Any]) -> None:
        """Show the stored answer from now on; a box that holds something malformed keeps what was typed."""
        shown = raw_parts(question, stored)
        if question.answer_type == AnswerType.ROWS and shown.keys() & self.errors.keys():
            shown = {}  # rows never move under somebody who has to put one right
        shown = {name: value for name, value in shown.items() if name not in self.errors}
        self.data = {**self.data, **raw_mark(question, mark), **shown}

    def _sent_rows(self, question: Question) -> bool:
        return any(field_name(question, part) in self.data for part in rows.cell_parts(question))

    def _place(self, question: Question, part: str) -> str:
        """Where a box is, for the summary of errors: "C1", or "C1, row 2"."""
        row = part.split(".")[1] if question.answer_type == AnswerType.ROWS else ""
        return f"{question.number}, row {int(row) + 1}" if row else question.number


def raw_parts(question: Question, answer: Mapping[str, Any]) -> dict[str, str]:
    """An answer as the form's boxes hold it, by the form's names; a table with the empty rows after those filled."""
    if question.answer_type == AnswerType.ROWS:
        return _raw_rows(question, answer[parts.ROWS])
    return {field_name(question, part): raw_value(part, value) for part, value in answer.items()}


def _raw_rows(question: Question, given: Sequence[Mapping[str, str]]) -> dict[str, str]:
    raw = {}
    for number in range(question.most or 0):
        row = given[number] if number < len(given) else {}
        for column in question.columns:
            value = row.get(column["key"], "")
            name = field_name(question, rows.cell_part(number, column["key"]))
            raw[name] = raw_day(value) if column["kind"] == ColumnKind.DATE and value else value
    return raw


def raw_value(part: str, value: Any) -> str:
    """One part as its box holds it: a tick as "on", a date as "30 January 2026"."""
    if part == parts.CONFIRMED:
        return "on" if value else ""
    if part in DAY_PARTS and value:
        return raw_day(value)
    return value


def raw_day(value: str) -> str:
    """An ISO date as people write it: "30 January 2026"."""
    day = date.fromisoformat(value)
    return f"{day.day} {day:%B %Y}"


def raw_mark(question: Question, mark: Mark) -> dict[str, str]:
    """A question's hidden fields, by the form's names."""
    return {field_name(question, VERSION): str(mark.version), field_name(question, BASE): mark.base}


def whole_number(text: str) -> int:
    """The number a hidden field holds; 0 for nonsense."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
