"""Forms by which the Business Unit keeps cases, opens an identity and chases."""

from typing import Any

from django import forms

from audit_forms.case_audits.case_lists import LONGEST, identity_problems
from audit_forms.case_audits.enums import AgeBand, ReadingReason
from audit_forms.case_audits.services.chasing import LONGEST_TEXT
from audit_forms.case_audits.services.identities import LONGEST_WORDS
from portal.forms import DayField

# Browsers neither keep nor offer what is typed here, not even to bring a closed window back (bars S27).
PRIVATE = {"autocomplete": "off", "spellcheck": "false"}


class IdentityForm(forms.Form):
    """What agencies need to find a child's record."""

    name = forms.CharField(
        label="Name", max_length=LONGEST["name"], required=False, widget=forms.TextInput(attrs=PRIVATE)
    )
    born_on = DayField(label="Date of birth", required=False)
    address = forms.CharField(
        label="Address",
        max_length=LONGEST["address"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, **PRIVATE}),
    )
    identifiers = forms.CharField(
        label="Identifiers",
        max_length=LONGEST["identifiers"],
        required=False,
        widget=forms.TextInput(attrs=PRIVATE),
        help_text="Only what agencies need to find the record, such as an NHS number or a UPN.",
    )

    def __init__(self, *args: Any, age_band: str = "", **kwargs: Any):
        """The case's age band, which a date of birth has to fit."""
        super().__init__(*args, **kwargs)
        self.age = age_band

    @property
    def identity(self) -> dict[str, str]:
        """What was given of who the child is."""
        return {name: str(self.cleaned_data.get(name) or "") for name in LONGEST if name in self.fields}

    def clean(self) -> dict[str, Any]:
        """An identity must let an agency find the record."""
        values = super().clean() or {}
        if self.identity and not self.errors:
            problem = next(identity_problems(self.identity, values.get("age_band", self.age)), "")
            if problem:
                self.add_error("born_on" if "birth" in problem else "name", problem)
        return values


class CaseForm(IdentityForm):
    """One case: an age band and, where the audit keeps identities, who the child is."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    age_band = forms.ChoiceField(
        label="Age", choices=AgeBand.choices, widget=forms.RadioSelect, error_messages={"required": "Choose an age."}
    )
    field_order = ("key", "age_band")

    def __init__(self, *args: Any, with_identity: bool, **kwargs: Any):
        """Without identities only the age is asked."""
        super().__init__(*args, **kwargs)
        if not with_identity:
            for name in LONGEST:
                del self.fields[name]


class CaseListForm(forms.Form):
    """A list of cases, pasted or as a workbook."""

    text = forms.CharField(
        label="The list, one case a line",
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, **PRIVATE}),
        help_text="Paste it from a spreadsheet, or write commas between the parts.",
    )
    file = forms.FileField(
        label="Or a workbook",
        required=False,
        help_text="An .xlsx file made from the template.",
        error_messages={"empty": "The file is empty."},
        widget=forms.FileInput({"accept": ".xlsx"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        values = super().clean() or {}
        if not self.errors and bool(values.get("text", "").strip()) == bool(values.get("file")):
            self.add_error("text", "Paste a list or choose a workbook, one of the two.")
        return values


class WithdrawCaseForm(forms.Form):
    """Why a case is withdrawn."""

    reason = forms.CharField(
        label="Reason",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept with the case and seen by the Business Unit only. Do not say who the child is.",
        error_messages={"required": "Say why you are withdrawing it."},
    )


class ReadingForm(forms.Form):
    """Why an identity is opened."""

    reason = forms.ChoiceField(
        label="Why do you need to know who the child is?",
        choices=ReadingReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why you need it."},
    )
    words = forms.CharField(
        label="If another reason, which",
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text="Kept with your name and the time. Do not say who the child is.",
    )


class ChaseAgenciesForm(forms.Form):
    """The text of a chase; `key` tells one chase from another, however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="Text of the e-mail",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=f"Everybody gets the same text, up to {LONGEST_TEXT} characters. Name no child, case or agency.",
        error_messages={"required": "Write a few words."},
    )
    again = forms.BooleanField(label="Also tell those who were chased in the last 3 days", required=False)
