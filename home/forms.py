"""The search form."""

from typing import Any

from django import forms


class SearchForm(forms.Form):
    """Words to look for; what is no text is none. The checkboxes beside it are `home.filters`."""

    q = forms.CharField(label="Search for", required=False, max_length=200, widget=forms.TextInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"
