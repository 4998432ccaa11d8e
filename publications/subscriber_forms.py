"""Forms of subscribers."""

import unicodedata
from typing import Any

from django import forms

from publications import wording
from publications.enums import SubscriberRole
from publications.models import SignUp, Subscriber, Theme
from publications.services.subscribing import Wishes

NEWSLETTER, DIGEST = "newsletter", "digest"
NOT_AN_ADDRESS = "Enter an e-mail address like name@example.com."
LONGEST_ADDRESS = 254


class AddressField(forms.EmailField):
    """An e-mail address as it is pasted, and as it is kept: in small letters, its domain as mail servers write it."""

    default_error_messages = {
        "required": "Enter your e-mail address.",
        "invalid": NOT_AN_ADDRESS,
        "max_length": "This is too long for an e-mail address. Check that nothing else was pasted with it.",
        "space": "Enter one e-mail address without spaces, like name@example.com.",
    }

    def __init__(self, **kwargs: Any):
        super().__init__(max_length=LONGEST_ADDRESS, **kwargs)
        self.widget.attrs.pop("maxlength", None)  # browsers would cut off what was pasted, without a word

    def to_python(self, value: Any) -> str:
        """Without what cannot be seen, in small letters. Raises ValidationError for spaces and line breaks within."""
        text = super().to_python(value) or ""
        text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf").strip()
        if any(letter.isspace() for letter in text):
            raise forms.ValidationError(self.error_messages["space"], code="space")
        if len(text) > LONGEST_ADDRESS:
            raise forms.ValidationError(self.error_messages["max_length"], code="max_length")
        return self._as_servers_write_it(text).lower()

    def _as_servers_write_it(self, text: str) -> str:
        """A domain with letters beyond a to z, such as "bücher.example", as its ASCII form; the same for both."""
        name, at, domain = text.rpartition("@")
        if not at or domain.isascii():
            return text
        try:
            return f"{name}@{domain.encode('idna').decode('ascii')}"
        except UnicodeError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class WishesForm(forms.Form):
    """What somebody wants to be sent, and what they do."""

    wanted = forms.MultipleChoiceField(
        label="What would you like?",
        choices=[(NEWSLETTER, wording.NEWSLETTER), (DIGEST, wording.DIGEST)],
        initial=[NEWSLETTER],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the newsletter, the mail on topics, or both."},
    )
    themes = forms.ModelMultipleChoiceField(
        label="Topics you follow",
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "govuk-checkboxes--small"}),
        help_text="For the weekly mail on topics.",
    )
    role = forms.ChoiceField(
        label="What you do (optional)",
        choices=[("", "I would rather not say"), *SubscriberRole.choices],
        required=False,
        help_text="It tells us whom we write for.",
    )

    def __init__(self, *args: Any, about: Subscriber | SignUp | None = None, **kwargs: Any):
        """Start from what the subscriber has chosen already."""
        if about:
            chosen = [(NEWSLETTER, about.wants_newsletter), (DIGEST, about.wants_digest)]
            wanted = [name for name, wants in chosen if wants]
            kwargs["initial"] = {"wanted": wanted, "role": about.role, "themes": list(about.themes.all())}
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["wanted"]
        topics: Any = self.fields["themes"]
        kinds.label_size = topics.label_size = "m"
        if not topics.queryset.exists():  # the editors have none yet, so there is nothing to follow
            del self.fields["themes"]
            kinds.choices = kinds.choices[:1]

    def clean(self) -> dict[str, Any]:
        """The mail on topics needs topics, and topics are chosen for it."""
        words: dict[str, Any] = super().clean() or {}
        wanted, themes = words.get("wanted", []), words.get("themes")
        if DIGEST in wanted and themes is not None and not themes:
            self.add_error("themes", "Choose at least one topic, or leave out the mail on topics.")
        if themes and wanted and DIGEST not in wanted:
            self.add_error("wanted", "Choose the mail on topics too, or take the ticks off the topics.")
        return words

    def wishes(self) -> Wishes:
        """What was chosen."""
        words = self.cleaned_data
        wanted, themes = words["wanted"], tuple(words.get("themes", ()))
        return Wishes(NEWSLETTER in wanted, DIGEST in wanted, themes, words["role"])


class SubscribeForm(WishesForm):
    """Asking for mail."""

    email = AddressField(
        label="Your e-mail address",
        widget=forms.EmailInput(
            {
                "autocomplete": "email",
                "spellcheck": "false",
                "class": "govuk-!-width-two-thirds",
                "autocapitalize": "none",
            }
        ),
    )
    field_order = ["email", "wanted", "themes", "role"]
