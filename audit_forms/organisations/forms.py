"""Forms about organisations and their people."""

from typing import Any

from django import forms
from django.db.models import F
from django.db.models.expressions import Combinable

from audit_forms.organisations.enums import (
    OPEN_STATUSES,
    Capacity,
    ChangeKind,
    Duty,
    MembershipRole,
    OrganisationKind,
    Phase,
    RegisterStatus,
    Sector,
)
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.organisations.querysets import OrganisationQuerySet
from audit_forms.organisations.services import DECIDABLE_DUTIES
from portal.forms import DescribedRadioSelect

# The parts a person can be invited to play: (role, capacity), the words, a hint, and for which kinds it is offered.
SCHOOL, TRUST, AGENCY = OrganisationKind.SCHOOL, OrganisationKind.TRUST, OrganisationKind.AGENCY
PARTS = {
    "lead": (
        MembershipRole.LEAD,
        "",
        "Lead",
        "Answers, sends for sign-off and invites people.",
        (SCHOOL, TRUST, AGENCY),
    ),
    "contributor": (MembershipRole.CONTRIBUTOR, "", "Contributor", "Answers questions.", (SCHOOL, AGENCY)),
    "head": (
        MembershipRole.SIGNATORY,
        Capacity.HEAD,
        "Signatory: head teacher or principal",
        "Reads and confirms the return.",
        (SCHOOL,),
    ),
    "chair": (
        MembershipRole.SIGNATORY,
        Capacity.CHAIR,
        "Signatory: chair of governors or trustees",
        "Reads and confirms the return after the head.",
        (SCHOOL,),
    ),
    "board": (
        MembershipRole.SIGNATORY,
        Capacity.BOARD,
        "Signatory: board-level lead",
        "Reads and confirms the return.",
        (AGENCY,),
    ),
    "auditor": (MembershipRole.AUDITOR, "", "Auditor", "Audits case files they are named for.", (AGENCY,)),
    "viewer": (MembershipRole.VIEWER, "", "Viewer", "Reads, and changes nothing.", (SCHOOL, TRUST, AGENCY)),
}
MOST_UPLOADED = 200 * 1024 * 1024


class InviteForm(forms.Form):
    """Who is to act for the organisation, and in what part."""

    name = forms.CharField(
        label="Full name",
        max_length=150,
        error_messages={"required": "Enter their full name."},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label="E-mail address",
        help_text="Their own work address. Nobody shares an account.",
        error_messages={
            "required": "Enter their e-mail address.",
            "invalid": "Enter an e-mail address like name@work.example.",
        },
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any):
        """Offer the parts that the kind of organisation has."""
        super().__init__(*args, **kwargs)
        offered = {key: part for key, part in PARTS.items() if organisation.kind in part[4]}
        choices = [(key, part[2]) for key, part in offered.items()]
        hints = {key: part[3] for key, part in offered.items()}
        self.fields["part"] = forms.ChoiceField(
            label="What they do",
            choices=choices,
            error_messages={"required": "Choose what they do."},
            widget=DescribedRadioSelect(hints=hints),
        )

    @property
    def role_and_capacity(self) -> tuple[MembershipRole, str]:
        """What the chosen part means for the membership."""
        role, capacity, *_ = PARTS[self.cleaned_data["part"]]
        return role, capacity


class HandoverForm(forms.Form):
    """Who takes over: a member, or somebody else by name and e-mail address."""

    OTHER = "other"

    def __init__(self, *args: Any, members: list[Membership], leaver: Membership, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.members = {str(member.pk): member for member in members}
        choices = [(key, f"{member.user} ({member.part.lower()})") for key, member in self.members.items()]
        self.fields["successor"] = forms.ChoiceField(
            label=f"Who takes over from {leaver.user}?",
            choices=[*choices, (self.OTHER, "Somebody else: invite them")],
            initial=None if choices else self.OTHER,
            error_messages={"required": "Choose who takes over.", "invalid_choice": "Choose who takes over."},
            widget=forms.RadioSelect,
        )
        self.fields["name"] = forms.CharField(
            label="Their full name", max_length=150, required=False, widget=forms.TextInput({"autocomplete": "off"})
        )
        self.fields["email"] = forms.EmailField(
            label="Their e-mail address",
            required=False,
            error_messages={"invalid": "Enter an e-mail address like name@school.example."},
            widget=forms.EmailInput({"autocomplete": "off"}),
        )

    def clean(self) -> None:
        """Somebody else needs a name and an address."""
        if self.cleaned_data.get("successor") != self.OTHER:
            return
        if not self.cleaned_data.get("name"):
            self.add_error("name", "Enter their full name.")
        if "email" not in self.errors and not self.cleaned_data.get("email"):
            self.add_error("email", "Enter their e-mail address.")

    @property
    def details(self) -> dict[str, Any]:
        """What the service is told of the successor."""
        chosen = self.cleaned_data["successor"]
        if chosen == self.OTHER:
            return {"name": self.cleaned_data["name"], "email": self.cleaned_data["email"]}
        return {"successor": self.members[chosen]}


class DutyForm(forms.Form):
    """The decision which law a school is under."""

    duty = forms.ChoiceField(
        label="Under which law must it keep children safe?",
        choices=[(duty, duty.label) for duty in DECIDABLE_DUTIES],
        error_messages={"required": "Choose a duty.", "invalid_choice": "Choose a duty."},
        widget=forms.RadioSelect,
    )


class SuccessorForm(forms.Form):
    """Which school goes on from a closed one: one of the likely ones, or any by its URN."""

    OTHER = "other"
    urn = forms.IntegerField(
        label="URN of the other school",
        required=False,
        error_messages={"invalid": "Enter the URN as a whole number."},
        min_value=10_000,
        max_value=9_999_999,
        widget=forms.TextInput({"class": "govuk-input--width-10", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, likely: dict[str, tuple[str, str]], **kwargs: Any):
        """`likely` is URN to (name, why)."""
        super().__init__(*args, **kwargs)
        choices = [*((urn, name) for urn, (name, _) in likely.items()), (self.OTHER, "Another school")]
        hints = {urn: why for urn, (_, why) in likely.items()}
        chosen = forms.ChoiceField(
            label="Which school did it become?",
            choices=choices,
            error_messages={"required": "Choose the school it became."},
            widget=DescribedRadioSelect(hints=hints),
        )
        self.fields = {"likely": chosen, **self.fields}

    def clean(self) -> dict[str, Any]:
        """Find the school: `cleaned_data["successor"]`."""
        cleaned = super().clean() or self.cleaned_data
        if "likely" not in cleaned or "urn" not in cleaned:
            return cleaned
        is_other = cleaned["likely"] == self.OTHER
        urn = cleaned["urn"] if is_other else int(cleaned["likely"])
        cleaned["successor"] = Organisation.objects.schools().filter(urn=urn).first()
        if cleaned["successor"] is None:
            self.add_error(
                "urn", "Enter the URN of a school in the portal." if urn is None else f"No school has {urn}."
            )
        return cleaned


class AgencySuccessorForm(forms.Form):
    """Which open agency goes on from a closed one."""

    successor = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Which agency did it become?",
        error_messages={"required": "Choose the agency it became.", "invalid_choice": "Choose an open agency."},
        help_text="What it has begun in case audits goes to that agency at once.",
    )

    def __init__(self, *args: Any, closed: Organisation, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = Organisation.objects.filter(kind=closed.kind, status__in=OPEN_STATUSES)


class RegisterUploadForm(forms.Form):
    """The national register's file, and whose schools are wanted."""

    ONE, ALL = "one", "all"
    file = forms.FileField(
        label="The register’s CSV file",
        help_text="“All establishment data” as downloaded from Get Information about Schools. Do not open it in Excel.",
        error_messages={"required": "Choose the register’s CSV file.", "empty": "The file is empty."},
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
    )
    scope = forms.ChoiceField(
        label="Which schools",
        choices=[(ONE, "One local authority"), (ALL, "Every school in the file")],
        initial=ONE,
        widget=forms.RadioSelect,
    )
    la_code = forms.RegexField(
        r"^[0-9]{3}$",
        label="Code of the local authority",
        help_text="Three digits, for example 876.",
        required=False,
        error_messages={"invalid": "Enter the three digits of the local authority's code."},
        widget=forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )

    def clean_file(self) -> Any:
        """Refuse what can be no register by its size."""
        file = self.cleaned_data["file"]
        if file.size > MOST_UPLOADED:
            raise forms.ValidationError("The file is larger than 200 MB. The whole register has about 60 MB.")
        return file

    def clean(self) -> dict[str, Any]:
        """One authority needs its code; all need none."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("scope") == self.ALL:
            cleaned["la_code"] = ""
        elif "la_code" in cleaned and not cleaned["la_code"]:
            self.add_error("la_code", "Enter the code of the local authority.")
        return cleaned


class ChangeFilterForm(forms.Form):
    """Which rows of a preview are shown."""

    kind = forms.ChoiceField(label="Show", required=False, choices=[("", "Everything"), *ChangeKind.choices])


class OrganisationFilterForm(forms.Form):
    """What the Business Unit looks for; lives in the address."""

    OPEN = "open_now"
    SORTS: dict[str, str | Combinable] = {
        "name": "name",
        "-name": "-name",
        "urn": F("urn").asc(nulls_last=True),
        "-urn": F("urn").desc(nulls_last=True),
        "phase": "phase",
        "-phase": "-phase",
        "duty": "duty",
        "-duty": "-duty",
        "leads": "leads",
        "-leads": "-leads",
    }
    q = forms.CharField(label="Name, URN or postcode", required=False, max_length=100)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "All"), *OrganisationKind.choices])
    duty = forms.ChoiceField(label="Duty", required=False, choices=[("", "All"), *Duty.choices])
    phase = forms.ChoiceField(label="Phase", required=False, choices=[("", "All"), *Phase.choices])
    sector = forms.ChoiceField(label="Sector", required=False, choices=[("", "All"), *Sector.choices])
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "All"), (OPEN, "Open now"), *RegisterStatus.choices]
    )
    sort = forms.ChoiceField(required=False, choices=[(key, key) for key in SORTS], widget=forms.HiddenInput)

    def apply(self, organisations: OrganisationQuerySet) -> OrganisationQuerySet:
        """The organisations asked for, in the order asked for; what makes no sense is passed over."""
        self.is_valid()
        wanted = self.cleaned_data
        if wanted.get("q"):
            organisations = organisations.matching(wanted["q"])
        for name in ("kind", "duty", "phase", "sector"):
            if wanted.get(name):
                organisations = organisations.filter(**{name: wanted[name]})
        if wanted.get("status") == self.OPEN:
            organisations = organisations.filter(status__in=OPEN_STATUSES)
        elif wanted.get("status"):
            organisations = organisations.filter(status=wanted["status"])
        return organisations.order_by(self.SORTS[wanted.get("sort") or "name"], "name", "pk")
