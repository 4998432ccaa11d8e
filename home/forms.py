"""The search form, and the form to report a problem with a page."""

from typing import Any
from uuid import UUID

from django import forms

from home.models.problems import WORDS_AT_MOST
from portal.form_tokens import key_of


class SearchForm(forms.Form):
    """Words to look for; what is no text is none. The checkboxes beside it are `home.filters`."""

    q = forms.CharField(label="Search for", required=False, max_length=200, widget=forms.TextInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"


class ProblemForm(forms.Form):
    """What is wrong with a page. `token` is `portal.form_tokens`': this page sets no cookie."""

    what = forms.CharField(
        label="What went wrong?",
        max_length=WORDS_AT_MOST,
        help_text="What did you want to do, and what happened?",
        widget=forms.Textarea({"rows": 5}),
        error_messages={
            "required": "Say what went wrong.",
            "max_length": f"Say it in {WORDS_AT_MOST:,} characters or fewer.",
        },
    )
    email = forms.EmailField(
        label="Your e-mail address (optional)",
        required=False,
        help_text="Only if you would like an answer. We use it for nothing else.",
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": "Enter an e-mail address like name@example.org, or leave it empty."},
    )
    page = forms.CharField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_token(self) -> UUID:
        """What tells this form from others."""
        key = key_of(self.cleaned_data["token"])
        if key is None:
            raise forms.ValidationError("Open the form again and send it from there.")
        return key
