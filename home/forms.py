"""The search form."""

from typing import Any

from django import forms

from home.search import page_kinds


class SmallCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes of a filter, which stand beside the results."""

    def __init__(self) -> None:
        super().__init__({"class": "govuk-checkboxes--small"})


class SearchForm(forms.Form):
    """Words to look for and the kinds of page wanted. Nothing in it can be wrong: what it does not know it ignores."""

    q = forms.CharField(label="Search for", required=False, max_length=200, widget=forms.TextInput)
    kind = forms.MultipleChoiceField(label="Kind of page", required=False, widget=SmallCheckboxes)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.choices = [(kind, kind) for kind in page_kinds()]
        self.fields["q"].widget.input_type = "search"
