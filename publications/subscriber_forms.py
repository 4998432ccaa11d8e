"""Forms of subscribers."""

from typing import Any

from django import forms

from publications import wording
from publications.enums import SubscriberRole
from publications.models import Subscriber, Theme
from publications.services.subscribing import Wishes


class WishesForm(forms.Form):
    """What somebody wants to be sent, and what they do."""

    wants_newsletter = forms.BooleanField(label=wording.NEWSLETTER, required=False, initial=True)
    wants_digest = forms.BooleanField(label=wording.DIGEST, required=False)
    themes = forms.ModelMultipleChoiceField(
        label="Topics you follow",
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only for the mail on topics.",
    )
    role = forms.ChoiceField(
        label="What you do (optional)",
        choices=[("", "I would rather not say"), *SubscriberRole.choices],
        required=False,
        help_text="So that we know whom we write for.",
    )

    def __init__(self, *args: Any, subscriber: Subscriber | None = None, **kwargs: Any):
        """Start from what the subscriber has."""
        if subscriber:
            names = ("wants_newsletter", "wants_digest", "role")
            kwargs["initial"] = {name: getattr(subscriber, name) for name in names}
            kwargs["initial"]["themes"] = list(subscriber.themes.all())
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Something must be chosen, and the mail on topics needs topics."""
        words: dict[str, Any] = super().clean() or {}
        if not words.get("wants_newsletter") and not words.get("wants_digest"):
            self.add_error("wants_newsletter", "Choose the newsletter, the mail on topics, or both.")
        if words.get("wants_digest") and "themes" not in self.errors and not words.get("themes"):
            self.add_error("themes", "Choose at least one topic, or leave out the mail on topics.")
        return words

    def wishes(self) -> Wishes:
        """What was chosen. Topics chosen without wanting the mail are no wish."""
        words = self.cleaned_data
        themes = tuple(words["themes"]) if words["wants_digest"] else ()
        return Wishes(words["wants_newsletter"], words["wants_digest"], themes, words["role"])
