"""Forms by which the Business Unit plans rounds and gives more time."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from wagtail.admin.forms import WagtailAdminModelForm

from audit_forms.questionnaires.models import Edition
from audit_forms.self_assessments.models import DUTIES
from portal.forms import DayField

END_OF_DAY = time(17)
TIME_FORMATS = ["%H:%M", "%H.%M", "%I%p", "%I:%M%p", "%I.%M%p"]


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


class DeadlineForm(forms.Form):
    """A new deadline as day and time, both in UK time."""

    day = DayField(label="Day of the new deadline")
    at = TimeOfDayField(label="Time", help_text="UK time, for example 5pm.", initial=END_OF_DAY)

    def clean(self) -> dict[str, Any]:
        """Put day and time together; an hour that the change of clocks skips or doubles is refused."""
        values = super().clean() or {}
        if values.get("day") and values.get("at"):
            try:
                values["deadline"] = from_current_timezone(datetime.combine(values["day"], values["at"]))
            except forms.ValidationError:
                self.add_error("at", "The clocks change in this hour. Choose a time outside it.")
        return values


class ExtensionForm(DeadlineForm):
    """More time for chosen returns, with the reason that stays on record."""

    reason = forms.CharField(
        label="Reason",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept with the return. Do not name a child.",
    )

    field_order = ["day", "at", "reason"]


class RoundAdminForm(WagtailAdminModelForm):
    """Plans a round in the Wagtail admin."""

    def __init__(self, *args: Any, **kwargs: Any):
        """Offer only published editions made for rounds."""
        super().__init__(*args, **kwargs)
        usable = Edition.objects.published().filter(questionnaire__kind__in=list(DUTIES))
        self.fields["edition"].queryset = usable.select_related("questionnaire")
