"""Forms about actions and recommendations."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone

from audit_forms.improvement.enums import Priority, ResponseState
from audit_forms.improvement.models import Action, Recommendation
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.returns.enums import EvidenceKind, FileState
from audit_forms.returns.forms.fields import refuse_unstorable
from audit_forms.returns.models import Evidence
from audit_forms.returns.querysets import READING_ROLES
from portal.accounts.models import User
from portal.forms import DayField

LONGEST = 10_000
SHORT = 200


def text_field(label: str, missing: str, *, rows: int = 4, required: bool = True, help_text: str = "") -> Any:
    """A long text that must not be empty unless `required` says so; `missing` is what to do about it."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST,
        validators=[refuse_unstorable],
        help_text=help_text,
        error_messages={"required": missing},
        widget=forms.Textarea({"rows": rows}),
    )


def members_of(organisation: Organisation) -> Any:
    """People an action of the organisation may be given to."""
    members = Membership.objects.current().filter(organisation=organisation).in_roles(*READING_ROLES)
    return User.objects.filter(is_active=True, pk__in=members.values("user")).order_by("name")


class VersionForm(forms.Form):
    """Carries the version of what the page showed, so that nobody overwrites somebody else (bars R4)."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, action: Action, **kwargs: Any):
        """The action the page shows; `initial` may add to its version."""
        self.action = action
        kwargs["initial"] = {"version": action.version, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class NoteForm(VersionForm):
    """How far it is."""

    note = text_field(
        "What has happened since the last note?",
        "Say how far you are.",
        help_text="Do not name a child or anybody who could be recognised.",
    )


class DueForm(VersionForm):
    """Another date, and why."""

    due_on = DayField(label="New due date")
    reason = text_field("Why does it move?", "Say why the date moves.", rows=3)

    def clean_due_on(self) -> Any:
        """A date to come."""
        due_on = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise forms.ValidationError("Enter a date that is today or later.")
        return due_on


class AssignForm(VersionForm):
    """Who does it, and who is reminded."""

    who = forms.CharField(
        label="Who does it?",
        max_length=SHORT,
        validators=[refuse_unstorable],
        help_text="A role is enough, for example “Deputy DSL”.",
        error_messages={"required": "Say who does it."},
    )
    owner = forms.ModelChoiceField(
        label="Who is reminded?",
        queryset=User.objects.none(),
        required=False,
        empty_label="The leads",
        help_text="Reminders go to this person two weeks before, on the day, and each week afterwards.",
    )

    def __init__(self, *args: Any, action: Action, **kwargs: Any):
        """Offer the members of the action's organisation."""
        kwargs["initial"] = {"who": action.who, "owner": action.owner_id}
        super().__init__(*args, action=action, **kwargs)
        self.fields["owner"].queryset = members_of(action.organisation)


class EvidenceForm(VersionForm):
    """Evidence the organisation has already, or a new link or statement."""

    evidence = forms.ModelChoiceField(
        label="Evidence you have given before",
        queryset=Evidence.objects.none(),
        required=False,
        empty_label="None of these",
    )
    title = forms.CharField(
        label="Name of new evidence", required=False, max_length=SHORT, validators=[refuse_unstorable]
    )
    url = forms.URLField(
        label="Link",
        required=False,
        max_length=1000,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": "Enter a full link, like https://www.school.example/policy."},
    )
    text = text_field("Or a statement: what was seen, by whom, when", "", rows=3, required=False)

    def __init__(self, *args: Any, action: Action, **kwargs: Any):
        """Offer what the organisation has: links, statements, and files found clean."""
        super().__init__(*args, action=action, **kwargs)
        own = Evidence.objects.filter(organisation=action.organisation).exclude(action_uses__action=action)
        usable = own.exclude(kind=EvidenceKind.FILE) | own.filter(state=FileState.CLEAN)
        self.fields["evidence"].queryset = usable
        if not usable.exists():
            del self.fields["evidence"]

    def clean(self) -> dict[str, Any]:
        """One or the other."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("evidence"):
            return {**cleaned, "title": "", "url": "", "text": ""}
        if not cleaned.get("title"):
            self.add_error("title", "Give the evidence a name, so that others recognise it.")
        if not cleaned.get("url") and not cleaned.get("text") and "url" not in self.errors:
            self.add_error("url", "Give a link or write a statement.")
        return {"evidence": None, **cleaned}


class AskToCloseForm(VersionForm):
    """What was done and what it has changed."""

    note = text_field(
        "What was done, and how do you know that it helped?",
        "Say what was done and how you know that it helped.",
        rows=5,
        help_text="The partnership reads this together with the evidence on the action’s page.",
    )


class CloseForm(VersionForm):
    """Why it can be closed."""

    note = text_field("Note for the school or agency", "Say why it can be closed.", rows=3)


class SendBackForm(VersionForm):
    """What is still missing."""

    reason = text_field("What is still missing?", "Say what is still missing.", rows=3)


class AddActionForm(forms.Form):
    """An action of the organisation's own."""

    organisation = forms.ModelChoiceField(label="For", queryset=Organisation.objects.none(), empty_label=None)
    recommendation = forms.ModelChoiceField(
        label="Does it answer a recommendation to you?",
        queryset=Recommendation.objects.none(),
        required=False,
        empty_label="No",
    )
    what = text_field(
        "What will be done?",
        "Say what will be done.",
        rows=3,
        help_text="One thing that somebody can see has happened. Do not name a child.",
    )
    who = forms.CharField(
        label="Who does it?",
        max_length=SHORT,
        validators=[refuse_unstorable],
        help_text="A role is enough, for example “Deputy DSL”.",
        error_messages={"required": "Say who does it."},
    )
    due_on = DayField(label="By when?")
    priority = forms.ChoiceField(
        label="How much does it matter?",
        choices=Priority,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how much it matters."},
    )
    owner = forms.ModelChoiceField(
        label="Who is reminded?", queryset=User.objects.none(), required=False, empty_label="The leads"
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any):
        """The organisations the person adds actions for; with one there is nothing to choose."""
        super().__init__(*args, **kwargs)
        organisations = list(organisations)
        pks = [each.pk for each in organisations]
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=pks)
        if len(organisations) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = organisations[0]
        recommendations = Recommendation.objects.open().filter(organisations__in=pks).distinct()
        self.fields["recommendation"].queryset = recommendations
        self.fields["recommendation"].label_from_instance = lambda each: f"{each.reference}: {each.text[:80]}"
        if not recommendations:
            del self.fields["recommendation"]
        members = Membership.objects.current().filter(organisation__in=pks).in_roles(*READING_ROLES)
        self.fields["owner"].queryset = User.objects.filter(is_active=True, pk__in=members.values("user"))

    def clean_due_on(self) -> Any:
        """A date to come."""
        due_on = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise forms.ValidationError("Enter a date that is today or later.")
        return due_on


class ResponseForm(forms.Form):
    """What a return says about one recommendation; anything may be left for later."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    state = forms.ChoiceField(label="How far are you?", choices=ResponseState, required=False, widget=forms.RadioSelect)
    done = text_field("What was done, or what stands in the way?", "", rows=3, required=False)
    evidence = text_field(
        "What shows it?", "", rows=3, required=False, help_text="Say what it is and where it can be seen."
    )
    effect = text_field("What has changed for children?", "", rows=3, required=False)
