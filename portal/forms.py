"""Form fields and widgets shared by every app; templates/django/forms/ renders them as GOV.UK markup."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.db.models import F

DAY_FORMATS = [
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%Y-%m-%d",
    "%d %B %Y",
    "%d %b %Y",
    "%A %d %B %Y",
    "%d/%m/%y",
]
TIME_FORMATS = ["%H:%M", "%H.%M", "%I%p", "%I:%M%p", "%I.%M%p"]


class DayInput(forms.TextInput):
    """One text box for a date, filled in as a person would write it."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__({"class": "govuk-input--width-10", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """A stored date as "30 January 2026"; what was typed stays as typed."""
        if isinstance(value, date | datetime):
            return f"{value.day} {value:%B %Y}"
        return super().format_value(value)


class DayField(forms.DateField):
    """A date typed as 30/1/2026, 30 January 2026 or 2026-01-30."""

    widget = DayInput
    default_error_messages = {
        "required": "Enter a date, like 30/1/2026 or 30 January 2026.",
        "invalid": "Enter a real date, like 30/1/2026 or 30 January 2026.",
    }

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("input_formats", DAY_FORMATS)
        kwargs.setdefault("help_text", "For example, 30/1/2026 or 30 January 2026.")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """The date meant; capital letters, commas and doubled spaces do not matter."""
        if isinstance(value, str):
            value = " ".join(value.replace(",", " ").split())
        return super().to_python(value)


class TimeOfDayField(forms.TimeField):
    """A time typed as 17:00, 5pm or 5:30 pm."""

    widget = forms.TextInput
    default_error_messages = {
        "required": "Enter a time, like 17:00 or 5pm.",
        "invalid": "Enter a time, like 17:00 or 5pm.",
    }

    def __init__(self, **kwargs: Any):
        """Accept what people write, in a short box."""
        kwargs.setdefault("input_formats", TIME_FORMATS)
        super().__init__(**kwargs)
        self.widget.attrs["class"] = "govuk-input--width-5"

    def to_python(self, value: Any) -> time | None:
        """The time meant; spaces and capital letters do not matter."""
        if isinstance(value, str):
            value = value.replace(" ", "").upper()
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """A stored time as "17:00"; what was typed stays as typed."""
        return value.strftime("%H:%M") if isinstance(value, time) else value


class ListFilters(forms.Form):
    """The filters and the order of a list, as they stand in its address; anything unknown there is no filter.

    A list names its columns in `sorts`, each with the fields it is ordered by, and the one that holds unasked.
    """

    sorts: Mapping[str, tuple[str, ...]] = {}
    default_sort = ""

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters that are set and make sense."""
        if not hasattr(self, "cleaned_data"):
            self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the order is chosen."""
        return bool(self.chosen.keys() - {"sort"})

    @property
    def order(self) -> tuple[str, bool]:
        """The column to sort by, and whether from the end."""
        wanted = self.chosen.get("sort", self.default_sort)
        name = wanted.lstrip("-")
        return (name, wanted.startswith("-")) if name in self.sorts else (self.default_sort, False)

    @property
    def ordering(self) -> tuple[Any, ...]:
        """What to hand to `order_by`: nothing comes last either way; ties go by the column's further fields."""
        name, descending = self.order
        first, *rest = self.sorts[name]
        key = F(first).desc(nulls_last=True) if descending else F(first).asc(nulls_last=True)
        return (key, *rest, "pk")

    def keep_short(self) -> None:
        """Make the controls short, so that they stand side by side."""
        for bound in self.visible_fields():
            if not isinstance(bound.field, forms.BooleanField):
                bound.field.widget.attrs["class"] = "portal-tracker__control"


class DescribedChoices:
    """Gives choices a hint each, and a rating tone each where they are ratings.

    `hints` and `tones` map a choice's value to its text and to green, amber, red or neutral.
    """

    def __init__(
        self,
        *args: Any,
        hints: Mapping[str, str] | None = None,
        tones: Mapping[str, str] | None = None,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.hints = dict(hints or {})
        self.tones = dict(tones or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Django's option with our two additions, which the template reads."""
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        option["tone"] = self.tones.get(str(value), "")
        if option["hint"] and "id" in option["attrs"]:
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_hint"
        return option


class DescribedRadioSelect(DescribedChoices, forms.RadioSelect):
    """Radio buttons with a hint, and a rating's shape, beside each choice."""


class DescribedCheckboxSelect(DescribedChoices, forms.CheckboxSelectMultiple):
    """Checkboxes with a hint beside each choice."""
