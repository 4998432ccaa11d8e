"""Forms of people who share the work on a return."""

from collections.abc import Iterator
from typing import Any

from django import forms

from audit_forms.questionnaires.models import Section
from audit_forms.returns.forms.fields import ExactTextField
from audit_forms.returns.sharing import Shares

COMMENT_LENGTH = 5_000
WITH = "with"


class AssignForm(forms.Form):
    """Who writes each section."""

    def __init__(self, *args: Any, sections: list[Section], writers: list[Any], shares: Shares, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.sections, self.shares = sections, shares
        choices = [("", "Nobody in particular"), *((person.pk, str(person)) for person in writers)]
        for section in sections:
            held = shares.held.get(section.pk)
            fallen = shares.fallen.get(section.pk)
            self.fields[f"{WITH}.{section.key}"] = forms.TypedChoiceField(
                label=f"{section.letter}. {section.title}",
                help_text=f"{fallen.user} had it, who no longer writes here." if fallen else "",
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=held.user_id if held else "",
                error_messages={"invalid_choice": "Choose somebody who leads or contributes."},
            )

    @property
    def assigned(self) -> dict[str, int | None]:
        """The person's number by the section's key, for each section that was sent."""
        sent = ((section, f"{WITH}.{section.key}") for section in self.sections)
        return {section.key: self.cleaned_data[name] for section, name in sent if name in self.data}

    @property
    def rows(self) -> Iterator[Any]:
        """The fields in order."""
        return (self[f"{WITH}.{section.key}"] for section in self.sections)


class CommentForm(forms.Form):
    """A comment on a question."""

    text = ExactTextField(
        longest=COMMENT_LENGTH,
        label="Write a comment",
        help_text="Colleagues who work on this return can read it. It is no part of the answer. Name no child.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_text(self) -> str:
        """A comment has words in it."""
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError("Write your comment.")
        return text
