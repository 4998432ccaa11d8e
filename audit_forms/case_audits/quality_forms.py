"""The quality checklist as a form: yes or no at each point, and a note."""

from typing import Any

from django import forms

from audit_forms.case_audits.enums import QualityPoint
from audit_forms.case_audits.models import QualityCheck

YES, NO = "yes", "no"
NOTE_LENGTH = 2_000


class QualityForm(forms.Form):
    """Ten points; what is left open is looked at later. `version` is the one that the page shows (bars R4)."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, check: QualityCheck | None, **kwargs: Any):
        kwargs["initial"] = _initial(check)
        super().__init__(*args, **kwargs)
        for number, point in enumerate(QualityPoint, start=1):
            self.fields[f"{point.value}_met"] = forms.ChoiceField(
                label=f"{number}. {point.label}",
                choices=[(YES, "Yes"), (NO, "No")],
                required=False,
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
            )
            self.fields[f"{point.value}_note"] = forms.CharField(
                label=f"Note on point {number}",
                required=False,
                max_length=NOTE_LENGTH,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """A "no" says what is missing, and a note belongs to an answer."""
        for point in QualityPoint.values:
            met, note = self.cleaned_data.get(f"{point}_met", ""), self.cleaned_data.get(f"{point}_note", "").strip()
            if met == NO and not note:
                self.add_error(f"{point}_note", "Where the answer is no, say what is missing.")
            if note and not met:
                self.add_error(f"{point}_met", "Choose yes or no beside your note.")
        return self.cleaned_data

    @property
    def points(self) -> dict[str, dict[str, Any]]:
        """What was found, by point."""
        return {
            point: {"met": self.cleaned_data[f"{point}_met"] == YES, "note": self.cleaned_data[f"{point}_note"].strip()}
            for point in QualityPoint.values
            if self.cleaned_data[f"{point}_met"]
        }


def _initial(check: QualityCheck | None) -> dict[str, Any]:
    if check is None:
        return {"version": 0}
    values: dict[str, Any] = {"version": check.version}
    for point, found in check.points.items():
        values |= {f"{point}_met": YES if found["met"] else NO, f"{point}_note": found["note"]}
    return values
