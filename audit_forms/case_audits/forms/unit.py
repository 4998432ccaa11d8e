"""Forms by which the Business Unit prepares an audit, and by which the Executive sends a plan back."""

from collections.abc import Iterable
from typing import Any

from django import forms

from audit_forms.case_audits.forms.common import VersionForm, text_field
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.timetable import WORDS, day_of, names_left
from audit_forms.organisations.enums import OrganisationKind, Sector
from audit_forms.organisations.models import Organisation
from audit_forms.returns.forms.fields import refuse_unstorable
from portal.accounts.models import User
from portal.forms import DayField


class SendBackForm(VersionForm):
    """What should change."""

    note = text_field(
        "What should change?", missing="Say what should change.", rows=3, help_text="The group and the unit read this."
    )


def agencies_for(audit: CaseAudit) -> list[Organisation]:
    """The agencies that may be asked: every open one, and those that are asked already."""
    asked = audit.asked.values("organisation")
    usable = Organisation.objects.open() | Organisation.objects.filter(pk__in=asked)
    return list(usable.filter(kind=OrganisationKind.AGENCY).order_by("name"))


class AgenciesForm(VersionForm):
    """The agencies asked, a group of boxes for each sector; before the first choice every box is ticked."""

    def __init__(self, *args: Any, audit: CaseAudit, **kwargs: Any):
        """One field for each sector that has an agency."""
        super().__init__(*args, audit=audit, **kwargs)
        asked = set(audit.asked.values_list("organisation", flat=True))
        self.agencies = self._offered(audit, asked)
        for sector in [*Sector.values, ""]:
            there = [each for each in self.agencies if each.sector == sector]
            if there:
                self.fields[f"sector_{sector}"] = forms.MultipleChoiceField(
                    label=Sector(sector).label if sector else "Without a sector",
                    required=False,
                    choices=[(str(each.pk), each.name) for each in there],
                    initial=[str(each.pk) for each in there if not asked or each.pk in asked],
                    widget=forms.CheckboxSelectMultiple,
                )

    def _offered(self, audit: CaseAudit, asked: set[int]) -> list[Organisation]:
        return agencies_for(audit)

    @property
    def chosen(self) -> list[Organisation]:
        """The agencies that are ticked."""
        ticked = {pk for name, values in self.values.items() if name.startswith("sector_") for pk in values}
        return [each for each in self.agencies if str(each.pk) in ticked]


class MoreAgenciesForm(AgenciesForm):
    """The agencies that are not asked yet, while the audit runs."""

    def _offered(self, audit: CaseAudit, asked: set[int]) -> list[Organisation]:
        return [each for each in agencies_for(audit) if each.pk not in asked]

    def clean(self) -> dict[str, Any]:
        """At least one."""
        values = super().clean() or {}
        if not self.chosen:
            raise forms.ValidationError("Tick the agencies that are asked as well.")
        return values


class GovernanceForm(VersionForm):
    """The information-governance note; it may be kept half-way and completed later."""

    lawful_basis = text_field("Lawful basis", help_text="For example: public task, section 16, Children Act 2004.")
    dpia_reference = forms.CharField(
        label="DPIA reference",
        required=False,
        max_length=100,
        validators=[refuse_unstorable],
        help_text="Where the data protection impact assessment is filed.",
    )
    minimisation = text_field("How little is used", help_text="What is looked at, what is left out, and who sees it.")
    retention_until = DayField(
        label="Case material is erased on",
        required=False,
        help_text="Not before the impact review. For example, 30/1/2028.",
    )
    uses_vault = forms.BooleanField(
        label="Keep identities in the portal’s vault",
        required=False,
        help_text="Encrypted, and each reading is logged with its reason. Without it, identities travel outside.",
    )

    def __init__(self, *args: Any, audit: CaseAudit, **kwargs: Any):
        """The note as it stands."""
        names = ("lawful_basis", "dpia_reference", "minimisation", "retention_until", "uses_vault")
        initial = {name: getattr(audit, name) for name in names}
        super().__init__(*args, audit=audit, **{"initial": initial, **kwargs})


class ChairForm(VersionForm):
    """Who chairs, out of the people that a search has found."""

    chair = forms.ModelChoiceField(
        label="Who chairs this audit?",
        queryset=User.objects.filter(is_active=True),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose who chairs the audit.", "invalid_choice": "Choose somebody in the list."},
    )

    def __init__(self, *args: Any, audit: CaseAudit, people: Iterable[User] = (), **kwargs: Any):
        """Offer those people only; anybody who can sign in is accepted."""
        super().__init__(*args, audit=audit, **{"initial": {"chair": audit.chair_id}, **kwargs})
        self.fields["chair"].widget.choices = [(each.pk, f"{each} ({each.email})") for each in people]


class DatesForm(VersionForm):
    """The days of the steps that are still to come."""

    def __init__(self, *args: Any, audit: CaseAudit, **kwargs: Any):
        """One box for each of them."""
        super().__init__(*args, audit=audit, **kwargs)
        for name in names_left(audit.status):
            self.fields[name] = DayField(label=WORDS[name], initial=day_of(audit, name))
