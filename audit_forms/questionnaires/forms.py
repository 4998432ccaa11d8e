"""Forms about editions."""

from django import forms


class CopyForm(forms.Form):
    """Name and key of the draft that a copy becomes."""

    title = forms.CharField(max_length=200, help_text="For example, KCSIE 2027 edition.")
    key = forms.SlugField(
        label="Short key",
        max_length=50,
        help_text="Letters, digits and hyphens, for example kcsie-2027. It can never be changed.",
    )
