"""By what a round's returns can be narrowed: facts of the organisation, the same on every page that offers them."""

from django import forms

from audit_forms.organisations.enums import Establishment, OrganisationKind, Phase, Sector
from audit_forms.organisations.models import Organisation

# Filters that make sense for one kind of organisation only.
OF_SCHOOLS = ("phase", "type", "trust")
OF_AGENCIES = ("sector",)


class NarrowingFields(forms.Form):
    """The fields; a form that has them keeps those that fit the organisations it is about."""

    phase = forms.ChoiceField(label="Phase", required=False, choices=[("", "Any phase"), *Phase.choices])
    type = forms.ChoiceField(label="Type", required=False, choices=[("", "Any type"), *Establishment.choices])
    trust = forms.ModelChoiceField(
        label="Trust",
        required=False,
        empty_label="Any trust",
        queryset=Organisation.objects.filter(kind=OrganisationKind.TRUST),
    )
    sector = forms.ChoiceField(label="Sector", required=False, choices=[("", "Any sector"), *Sector.choices])

    # What a form adds that is about schools only.
    also_of_schools: tuple[str, ...] = ()

    def keep_fitting(self, *, of_agencies: bool) -> None:
        """Take away the fields that do not fit schools or agencies."""
        for name in (*OF_SCHOOLS, *self.also_of_schools) if of_agencies else OF_AGENCIES:
            del self.fields[name]
