"""What an agency enters about its part in a case, and the Business Unit about its time."""

from datetime import datetime, time
from typing import Any, cast

from django import forms
from django.utils import timezone

from audit_forms.case_audits.appointing import candidates, has_conflict
from audit_forms.case_audits.models import Involvement
from audit_forms.organisations.models import Membership
from audit_forms.returns.querysets import NAMED_ROLES
from portal.accounts.models import User
from portal.forms import DayField

NOTE_LENGTH, CONFLICT_LENGTH = 300, 2_000
INDEPENDENT, IN_CONFLICT = "independent", "conflict"
DECLARATION = "I have had no direct practice or management in this case."
# A deadline named by its day is the end of the office day.
CLOSING_TIME = time(17)


class PartForm(forms.Form):
    """A verb of a part that needs no more than its button."""

    def __init__(self, *args: Any, part: Involvement, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.part, self.user = part, user


class HistoricForm(PartForm):
    """Known before the practice window only."""

    note = forms.CharField(
        label="When was your agency involved?",
        help_text="A few words, for example: closed to us in 2019. Do not name anybody.",
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say in a few words when your agency was involved."},
    )


class AuditorForm(PartForm):
    """Who is to audit the case."""

    auditor = forms.TypedChoiceField(
        label="Who is to audit this case?",
        help_text="Somebody who has had no direct practice or management in it.",
        widget=forms.RadioSelect,
        coerce=int,
        error_messages={"required": "Choose who is to audit this case."},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        current = self.part.appointment
        self.people = {each.pk: each for each in candidates(self.part) if not current or each.pk != current.auditor_id}
        cast(forms.ChoiceField, self.fields["auditor"]).choices = [
            (pk, str(person)) for pk, person in self.people.items()
        ]

    def clean_auditor(self) -> User:
        """The person chosen."""
        return self.people[self.cleaned_data["auditor"]]


class ConflictWords(forms.Form):
    """What a conflict of interest is."""

    conflict = forms.CharField(
        label="What is the conflict of interest?",
        help_text="The Business Unit reads this, nobody else. Do not name the child or the family.",
        max_length=CONFLICT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def require_words(self) -> None:
        """A conflict that is declared says what it is."""
        if not self.cleaned_data.get("conflict", "").strip() and "conflict" not in self.errors:
            self.add_error("conflict", "Say what the conflict of interest is.")


class DeclareForm(ConflictWords, PartForm):
    """The auditor declares to be independent, or says that they are not."""

    declaration = forms.ChoiceField(
        label="Have you had a part in this case?",
        choices=[
            (INDEPENDENT, DECLARATION),
            (IN_CONFLICT, "I have, or there is another conflict of interest. I cannot audit this case."),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you have had a part in this case."},
    )
    field_order = ("declaration", "conflict")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["conflict"].label = "If you cannot audit it: what is the conflict of interest?"

    def clean(self) -> dict[str, Any]:
        """Words where there is a conflict."""
        if self.cleaned_data.get("declaration") == IN_CONFLICT:
            self.require_words()
        return self.cleaned_data


class ConflictForm(ConflictWords, PartForm):
    """A conflict of interest found later: one's own, or somebody's in the agency."""

    person = forms.TypedChoiceField(
        label="Whose conflict of interest is it?",
        coerce=int,
        error_messages={"required": "Choose whose conflict of interest it is."},
    )
    field_order = ("person", "conflict")

    def __init__(self, *args: Any, everybody: bool = True, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = {each.pk: each for each in self._people(everybody)}
        choices = [(pk, f"{person} (you)" if pk == self.user.pk else str(person)) for pk, person in self.people.items()]
        several = [("", "Choose a person"), *choices]
        cast(forms.ChoiceField, self.fields["person"]).choices = several if len(choices) > 1 else choices

    def _people(self, everybody: bool) -> list[User]:
        if not everybody:
            return [self.user]
        members = Membership.objects.current().filter(organisation=self.part.organisation_id).in_roles(*NAMED_ROLES)
        found = User.objects.filter(pk__in=members.values("user")).order_by("name", "pk")
        return [person for person in found if not has_conflict(person, self.part)]

    def clean_person(self) -> User:
        """The person chosen."""
        return self.people[self.cleaned_data["person"]]

    def clean(self) -> dict[str, Any]:
        """A conflict says what it is."""
        self.require_words()
        return self.cleaned_data


class TimeForm(forms.Form):
    """More time for one agency's audit."""

    until = DayField(label="New deadline", help_text="At 5pm on that day, UK time. For example, 30/1/2026.")
    reason = forms.CharField(
        label="Why does the agency get more time?",
        help_text="The agency reads this. Do not name anybody.",
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Give the reason for more time."},
    )

    def clean_until(self) -> datetime:
        """The end of the office day, UK time, whatever the clocks do."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["until"], CLOSING_TIME))
