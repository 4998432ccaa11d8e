"""Forms of the decisions on a whole return."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from audit_forms.questionnaires.models import SignOffStep
from audit_forms.returns.forms.fields import ExactTextField
from portal.forms import DayField

REASON_LENGTH = 10_000


class DeclarationForm(forms.Form):
    """The lead's declaration when sending for sign-off."""

    agreed = forms.BooleanField(error_messages={"required": "Confirm the declaration before you send the return."})

    def __init__(self, *args: Any, statement: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["agreed"].label = statement


class ConfirmForm(forms.Form):
    """What a signatory confirms. `attempt` is the one they have read."""

    attempt = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, step: SignOffStep, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if step.asks_meeting_date:
            self.fields["meeting_date"] = DayField(label="Date of the meeting at which the board saw this return")


class ReasonForm(forms.Form):
    """Why something is done to a return."""

    reason = ExactTextField(longest=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = hint

    def clean_reason(self) -> str:
        """A reason has words in it."""
        reason: str = self.cleaned_data["reason"]
        if not reason.strip():
            raise forms.ValidationError(f"{self.fields['reason'].label}.")
        return reason


class SendBackForm(ReasonForm):
    """Why a signatory sends `attempt` back."""

    attempt = forms.IntegerField(widget=forms.HiddenInput)


class AskForm(forms.Form):
    """Asking for the changes that are noted. `seen` is the fingerprint of the notes that the page shows."""

    seen = forms.CharField(widget=forms.HiddenInput)
    due_on = DayField(label="When do you want the changes by?")

    def __init__(self, *args: Any, asks_reason: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if asks_reason:
            self.fields["reason"] = ExactTextField(
                longest=REASON_LENGTH, label="Why are you reopening it?", widget=forms.Textarea(attrs={"rows": 3})
            )

    def clean_due_on(self) -> date:
        """Nobody can make changes in the past."""
        day: date = self.cleaned_data["due_on"]
        if day <= timezone.localdate():
            raise forms.ValidationError("Enter a date after today.")
        return day

    def clean_reason(self) -> str:
        """A reopening needs its reason."""
        reason: str = self.cleaned_data["reason"]
        if not reason.strip():
            raise forms.ValidationError("Say why you are reopening it.")
        return reason
