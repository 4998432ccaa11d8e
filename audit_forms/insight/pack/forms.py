"""Which years go into an inspection pack."""

from typing import Any

from django import forms

from audit_forms.insight.pack.hooks import years_offered


class PackForm(forms.Form):
    """The years, and the key by which one press makes one pack."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    years = forms.MultipleChoiceField(
        label="Which years?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one year."},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        """Offer the years of which there is something to show."""
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["years"]
        offered.choices = [(year, year) for year in years_offered()]
