"""Forms for giving evidence: a file, a link, a statement; each with the date since which it has been so."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from audit_forms.returns.enums import EvidenceKind
from audit_forms.returns.files.kinds import KINDS, OFFERED
from audit_forms.returns.forms.fields import ExactTextField, refuse_unstorable
from portal.forms import DayField

TITLE_LENGTH = 200
URL_LENGTH = 1000
FUTURE = "Enter a date that is not in the future."


class EvidenceForm(forms.Form):
    """What every kind of evidence has: a title and a date."""

    title = forms.CharField(
        label="Title",
        max_length=TITLE_LENGTH,
        validators=[refuse_unstorable],
        error_messages={"required": "Enter a title."},
    )
    in_force_since = DayField(
        label="In force since",
        required=False,
        help_text="Leave it empty if you do not know. For example, 30/1/2026.",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, use_required_attribute=False, **kwargs)

    def clean_in_force_since(self) -> date | None:
        """Evidence shows what is, not what will be."""
        day: date | None = self.cleaned_data["in_force_since"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(FUTURE)
        return day


class FileForm(EvidenceForm):
    """A file. Without a title its name is one."""

    file = forms.FileField(
        label="File",
        help_text=f"{OFFERED}; 20 MB at most.",
        allow_empty_file=True,
        error_messages={"required": "Choose a file."},
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in KINDS)}),
    )

    field_order = ["file", "title", "in_force_since"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = "For example “Safeguarding policy”. Empty, the file’s name is used."


class LinkForm(EvidenceForm):
    """A web page."""

    url = forms.URLField(
        label="Web address",
        max_length=URL_LENGTH,
        assume_scheme="https",
        validators=[refuse_unstorable],
        help_text="It must begin with https:// or http://. Readers need to be able to open it.",
        error_messages={
            "required": "Enter a web address.",
            "invalid": "Enter a web address, like https://www.school.example/policies.",
        },
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false"}),
    )

    field_order = ["url", "title", "in_force_since"]

    def clean_url(self) -> str:
        """Only web pages: no address that runs something or opens a file."""
        url: str = self.cleaned_data["url"]
        if not url.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(self.fields["url"].error_messages["invalid"])
        return url


class StatementForm(EvidenceForm):
    """Something seen, done or agreed, in words."""

    text = ExactTextField(
        longest=settings.ANSWER_MAX_LENGTH,
        label="What shows it",
        help_text="For example who checked what and when. Never name a child.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    field_order = ["title", "text", "in_force_since"]

    def clean_text(self) -> str:
        """A statement has words in it."""
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError("Write the statement.")
        return text


FORMS: dict[str, type[EvidenceForm]] = {
    EvidenceKind.FILE: FileForm,
    EvidenceKind.LINK: LinkForm,
    EvidenceKind.STATEMENT: StatementForm,
}
