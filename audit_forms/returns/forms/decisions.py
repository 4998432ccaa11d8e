"""Forms of the decisions on a whole return."""

from collections.abc import Iterable
from typing import Any

from django import forms

from audit_forms.questionnaires.models import Question, SignOffStep
from audit_forms.returns.forms.fields import ExactTextField
from portal.forms import DayField

REASON_LENGTH = 10_000
NOTE = "note"


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


class ChangesForm(forms.Form):
    """The Business Unit's notes on a return's questions; each question noted opens again."""

    due_on = DayField(label="When do you want the changes by?", required=False)

    def __init__(self, *args: Any, questions: Iterable[Question], asks_reason: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.keys = [question.key for question in questions]
        if asks_reason:
            self.fields["reason"] = ExactTextField(
                longest=REASON_LENGTH, label="Why are you reopening it?", widget=forms.Textarea(attrs={"rows": 3})
            )
        for key in self.keys:
            self.fields[f"{NOTE}.{key}"] = ExactTextField(
                longest=REASON_LENGTH, label="What should change?", widget=forms.Textarea(attrs={"rows": 3})
            )

    def clean(self) -> None:
        """At least one question must be named, and a reopening needs its reason."""
        if "reason" in self.fields and not self.cleaned_data.get("reason", "").strip():
            self.add_error("reason", "Say why you are reopening it.")
        if not self.notes and not self.errors:
            self.add_error(None, "Write a note on at least one question.")

    @property
    def notes(self) -> dict[str, str]:
        """The notes that were written, by question key."""
        texts = ((key, self.cleaned_data.get(f"{NOTE}.{key}", "")) for key in self.keys)
        return {key: text for key, text in texts if text.strip()}
