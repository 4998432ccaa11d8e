"""The form field of each part of an answer: what is well-formed. What is missing is told by `completeness`."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from audit_forms.questionnaires.enums import ColumnKind
from audit_forms.questionnaires.models import Question, RatingLevel
from audit_forms.returns import parts, rows
from portal.forms import DayField

SHORT_LENGTH = 200
EMAIL_LENGTH = 254


def field_name(question: Question, part: str) -> str:
    """The form's name of one part; a full stop cannot occur in a key, so names never collide."""
    return f"{question.key}.{part}"


def refuse_unstorable(text: str) -> None:
    """Raise ValidationError for characters no database keeps: NUL, and halves of surrogate pairs."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValidationError(
            "This text has a character that cannot be saved. Type it again or paste it as plain text."
        )


class ExactTextField(forms.CharField):
    """A text kept exactly as it came: nothing is trimmed, no line end is changed (bars R20)."""

    def __init__(self, *, longest: int, **kwargs: Any):
        super().__init__(required=False, strip=False, **kwargs)
        self.longest = longest
        self.validators = [refuse_unstorable, self.refuse_too_long]

    def refuse_too_long(self, text: str) -> None:
        """Raise ValidationError for a text longer than we keep; a line end counts once however it is written."""
        length = len(parts.one_line_end(text))
        if length > self.longest:
            over = length - self.longest
            raise ValidationError(
                f"This text is {over:,} {'character' if over == 1 else 'characters'} too long. "
                f"The longest answer is {self.longest:,} characters."
            )


class PlainNumberField(forms.DecimalField):
    """A number, returned as plain text ("12.5", "1200")."""

    default_error_messages = {"invalid": "Enter a number, like 12 or 12.5."}

    def clean(self, value: Any) -> str:
        """The number as text; "" where nothing was typed. Thousands may be marked by a comma or a space."""
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", "")
        number: Decimal | None = super().clean(value)
        return "" if number is None else f"{number.normalize():f}"


class IsoDayField(DayField):
    """A date, returned as ISO text."""

    def clean(self, value: Any) -> str:
        """The date as text; "" where nothing was typed."""
        refuse_unstorable(value or "")
        day = super().clean(value)
        return day.isoformat() if day else ""


def long_text() -> forms.Field:
    """An answer in the person's own words."""
    return ExactTextField(longest=settings.ANSWER_MAX_LENGTH, widget=forms.Textarea)


def short_text() -> forms.Field:
    """A name or a few words."""
    return ExactTextField(longest=SHORT_LENGTH)


def email() -> forms.Field:
    """An e-mail address."""
    message = {"invalid": "Enter an e-mail address, like name@work.example."}
    return forms.EmailField(
        required=False, max_length=EMAIL_LENGTH, error_messages=message, validators=[refuse_unstorable]
    )


def day() -> forms.Field:
    """A date."""
    return IsoDayField(required=False)


def number() -> forms.Field:
    """A number that is not negative; long enough for any count or share."""
    return PlainNumberField(required=False, min_value=0, max_digits=14, decimal_places=4, localize=False)


def one_of(choices: Iterable[tuple[str, str]]) -> forms.Field:
    """One of several, as radio buttons."""
    message = {"invalid_choice": "Choose one of the answers offered."}
    return forms.ChoiceField(required=False, choices=list(choices), widget=forms.RadioSelect, error_messages=message)


def offered_levels(question: Question, levels: Iterable[RatingLevel]) -> list[RatingLevel]:
    """The levels that may be chosen: one that means "not applicable" only where the question allows it."""
    return [level for level in levels if question.allows_not_applicable or not level.demands_reason]


PLAIN_FIELDS: dict[str, Callable[[], forms.Field]] = {
    parts.TEXT: long_text,
    parts.REASON: long_text,
    parts.ACTION_WHAT: long_text,
    parts.ACTION_WHO: short_text,
    parts.ACTION_BY: day,
    parts.NUMBER: number,
    parts.DATE: day,
    parts.NAME: short_text,
    parts.EMAIL: email,
    parts.TRAINED_ON: day,
    parts.NEXT_DUE: day,
    parts.RISK_WHY_NOT: long_text,
    parts.RISK_TOLD: long_text,
}
COLUMN_FIELDS: dict[str, Callable[[], forms.Field]] = {
    ColumnKind.DATE: day,
    ColumnKind.SHORT: short_text,
    ColumnKind.LONG: long_text,
}
RISK_ANSWERS = ((parts.RISK_YES, "Yes"), (parts.RISK_NO, "No"))


def fields_for(question: Question, levels: Iterable[RatingLevel]) -> dict[str, forms.Field]:
    """The fields of a question by part, in the order of the page."""
    levels = tuple(levels)
    cells = rows.cell_parts(question)
    fields: dict[str, forms.Field] = {}
    for part in parts.box_parts(question, levels):
        if part in cells:
            fields[part] = COLUMN_FIELDS[cells[part]["kind"]]()
        elif part == parts.LEVEL:
            fields[part] = one_of((level.key, level.label) for level in offered_levels(question, levels))
        elif part == parts.CHOICE:
            fields[part] = one_of((choice["value"], choice["label"]) for choice in question.choices)
        elif part == parts.RISK:
            fields[part] = one_of(RISK_ANSWERS)
        elif part == parts.CONFIRMED:
            fields[part] = forms.BooleanField(required=False)
        else:
            fields[part] = PLAIN_FIELDS[part]()
    return fields
