"""Forms by which the Business Unit plans rounds and gives more time."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from wagtail.admin.forms import WagtailAdminModelForm

from audit_forms.questionnaires.models import Edition
from audit_forms.self_assessments.models import DUTIES, REMINDER_DAYS, Round
from audit_forms.self_assessments.services import LONGEST_TEXT
from portal.forms import DayField, TimeOfDayField

START_OF_DAY = time(9)
END_OF_DAY = time(17)


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


class JoinersForm(DeadlineForm):
    """By when settings that have joined late are to submit."""

    field_order = ["day", "at"]

    def __init__(self, *args: Any, **kwargs: Any):
        """Speak of their deadline, not of a new one for all."""
        super().__init__(*args, **kwargs)
        self.fields["day"].label = "Day of their deadline"


class ChaseForm(forms.Form):
    """The text of a chase; `key` tells one chase from another, however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="Text of the e-mail",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=(
            f"Everybody gets the same text, up to {LONGEST_TEXT} characters. Name no school and no judgement: the mail "
            "adds the person’s name, their return, its deadline and a button."
        ),
        error_messages={"required": "Write a few words."},
    )
    again = forms.BooleanField(label="Also tell those who were chased in the last 3 days", required=False)


class RemindersForm(forms.Form):
    """On which days before the deadline people are reminded."""

    days = forms.TypedMultipleChoiceField(
        label="Remind before the deadline",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(day, f"{day} days before" if day else "On the day") for day in REMINDER_DAYS],
        help_text="At 8am, to whoever the return waits for; one e-mail a day for each person.",
    )
    overdue = forms.BooleanField(label="Remind every week when a return is overdue, for 8 weeks", required=False)


class ClosedForm(forms.Form):
    """What happens to returns of settings that have closed."""

    reason = forms.CharField(
        label="Reason for withdrawing",
        max_length=300,
        initial="The setting has closed.",
        # More than one line, so that Enter never presses the first button.
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept with the return.",
        error_messages={"required": "Say why, in a few words."},
    )


class PlanForm(forms.ModelForm):
    """Next year's round, filled in from this year's."""

    day_opens = DayField(label="Opens on")
    day_due = DayField(label="Due on", help_text="At 5pm, UK time. For example, 30/1/2026 or 30 January 2026.")

    class Meta:
        model = Round
        fields = ["title", "year", "edition", "scope"]
        widgets = {"scope": forms.RadioSelect}

    field_order = ["title", "year", "edition", "scope", "day_opens", "day_due"]

    def __init__(self, *args: Any, editions: Any, **kwargs: Any):
        """Offer the published editions of the same questionnaire."""
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = editions
        self.fields["edition"].empty_label = None
        self.fields["year"].widget.attrs["class"] = "govuk-input--width-10"

    def _post_clean(self) -> None:
        """The service checks the whole round, with its times."""

    @property
    def plan(self) -> dict[str, Any]:
        """The round's fields, for the service."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        opens = from_current_timezone(datetime.combine(self.cleaned_data["day_opens"], START_OF_DAY))
        deadline = from_current_timezone(datetime.combine(self.cleaned_data["day_due"], END_OF_DAY))
        return {**values, "opens_at": opens, "deadline": deadline}


class RoundAdminForm(WagtailAdminModelForm):
    """Plans a round in the Wagtail admin."""

    def __init__(self, *args: Any, **kwargs: Any):
        """Offer only published editions made for rounds."""
        super().__init__(*args, **kwargs)
        usable = Edition.objects.published().filter(questionnaire__kind__in=list(DUTIES))
        self.fields["edition"].queryset = usable.select_related("questionnaire")
