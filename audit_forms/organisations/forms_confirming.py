"""The form in which a lead says who is still there."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from audit_forms.organisations.models import Membership

HERE, LEFT = "here", "left"
CHOICES = [(HERE, "Still here"), (LEFT, "Has left, or has other tasks now")]
# Whoever was here lately is very probably still there; of others the lead must say so.
LATELY = timedelta(days=60)


class ConfirmForm(forms.Form):
    """One question for each person; oneself is still here."""

    def __init__(self, *args: Any, members: Sequence[Membership], user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.members = members
        for member in members:
            self.fields[f"member-{member.pk}"] = forms.ChoiceField(
                label=f"{member.user.name}, {member.part.lower()}",
                help_text=member.user.email,
                choices=CHOICES,
                initial=HERE if member.user == user or was_here_lately(member) else None,
                widget=forms.RadioSelect,
                error_messages={"required": f"Say whether {member.user.name} is still here."},
            )

    @property
    def here(self) -> list[Membership]:
        """Who is still there."""
        return self._said(HERE)

    @property
    def left(self) -> list[Membership]:
        """Who has left."""
        return self._said(LEFT)

    def _said(self, answer: str) -> list[Membership]:
        return [member for member in self.members if self.cleaned_data[f"member-{member.pk}"] == answer]


def was_here_lately(member: Membership) -> bool:
    """Whether the person has signed in during the last weeks."""
    seen = member.user.last_login
    return seen is not None and seen > timezone.now() - LATELY
