"""Forms for sending a newsletter."""

from typing import Any

from django import forms
from django.utils import timezone
from wagtail.admin.widgets import AdminDateTimeInput

from publications.enums import SubscriberRole
from publications.models import Mailing, Theme


class AudienceForm(forms.Form):
    """To whom an issue goes."""

    roles = forms.MultipleChoiceField(
        label="Only people who say of themselves",
        choices=SubscriberRole.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick none to reach everybody who asked for the newsletter.",
    )
    themes = forms.ModelMultipleChoiceField(
        label="Only people who follow one of these topics",
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick none to reach people whatever they follow.",
    )

    @classmethod
    def of(cls, mailing: Mailing | None) -> "AudienceForm":
        """As the draft has it; for everybody where there is none."""
        if mailing is None:
            return cls()
        return cls(initial={"roles": mailing.roles, "themes": mailing.themes.all()})


class ScheduleForm(forms.Form):
    """When an issue goes out."""

    planned_at = forms.DateTimeField(label="When", widget=AdminDateTimeInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say in which zone the time is."""
        super().__init__(*args, **kwargs)
        zone = timezone.get_current_timezone_name()
        self.fields["planned_at"].help_text = f"For example 2027-01-25 09:30, as clocks show it here ({zone})."
