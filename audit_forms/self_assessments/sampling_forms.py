"""Forms by which a sample is planned, changed by hand, and given its readers."""

from typing import Any

from django import forms
from django.db.models import Q

from audit_forms.organisations.models import Organisation
from audit_forms.returns.enums import RECEIVED_STATUSES
from audit_forms.returns.models import Return
from audit_forms.self_assessments.enums import Stratum
from audit_forms.self_assessments.framing import Plan
from audit_forms.self_assessments.models import Round, Sample
from audit_forms.self_assessments.narrowing import OF_AGENCIES, OF_SCHOOLS, NarrowingFields
from audit_forms.self_assessments.sampled import Row, rows_of
from audit_forms.self_assessments.services import LONGEST_SAMPLE
from audit_forms.self_assessments.tracker import LONGEST_SEARCH, matches
from portal.accounts.enums import Role
from portal.accounts.models import User

USUAL_SIZE = 10
MOST_REST = 4
MATCHES_NAMED = 5
LONGEST_REASON = 1000


class PlanForm(NarrowingFields):
    """What to draw, as it stands in the address."""

    field_order = ("size",)

    size = forms.IntegerField(
        label="How many returns",
        min_value=1,
        max_value=LONGEST_SAMPLE,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={"required": "Enter how many returns to draw.", "invalid": "Enter a whole number, like 10."},
    )
    strata = forms.MultipleChoiceField(
        label="Spread fairly over",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
        help_text="Each group gets its fair share of the places, and one at least where there are enough.",
    )
    rest = forms.TypedChoiceField(
        label="Leave out who was sampled",
        coerce=int,
        initial=1,
        empty_value=None,
        required=False,
        choices=[
            (0, "Nobody is left out"),
            (1, "In the last round"),
            *((n, f"In the last {n} rounds") for n in range(2, MOST_REST + 1)),
        ],
    )
    weighted = forms.BooleanField(label="Give returns with a concern more tickets", required=False)

    def __init__(self, *args: Any, exercise: Round, **kwargs: Any):
        """Offer what fits schools or agencies."""
        super().__init__(*args, **kwargs)
        self.keep_fitting(of_agencies=exercise.asks_agencies)
        of = OF_AGENCIES if exercise.asks_agencies else OF_SCHOOLS
        strata: Any = self.fields["strata"]
        strata.choices = [(name, Stratum(name).label) for name in of]

    @property
    def plan(self) -> Plan:
        """The plan of a valid form."""
        given = self.cleaned_data
        filters = {name: given[name] for name in (*OF_SCHOOLS, *OF_AGENCIES) if given.get(name)}
        if "trust" in filters:
            filters["trust"] = filters["trust"].pk
        return Plan(given["size"], filters, tuple(given["strata"]), given["weighted"], given["rest"] or 0)


class PickForm(forms.Form):
    """A return picked by hand, and why."""

    which = forms.CharField(
        label="School or agency",
        max_length=LONGEST_SEARCH,
        help_text="Its name, URN or the reference of its return. The return must have been received.",
        error_messages={"required": "Enter a name, URN or reference."},
    )
    reason = forms.CharField(
        label="Why it is read",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Stays with the sample. Do not name a child.",
        error_messages={"required": "Say why this return is read."},
    )

    def __init__(self, *args: Any, sample: Sample, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.sample = sample

    def clean_which(self) -> Return:
        """The one return that is meant."""
        words = self.cleaned_data["which"].strip()
        received = Return.objects.filter(exercise=self.sample.exercise_id, status__in=RECEIVED_STATUSES)
        named = received.filter(Q(organisation__in=Organisation.objects.filter(matches(words))) | Q(reference=words))
        found = list(named.select_related("organisation").order_by("organisation__name")[: MATCHES_NAMED + 1])
        exact = [each for each in found if each.organisation.name.lower() == words.lower()]
        if len(exact) == 1 or len(found) == 1:
            return (exact or found)[0]
        if not found:
            raise forms.ValidationError("No return that was received matches. Check the name, URN or reference.")
        names = ", ".join(f"{each.organisation.name} ({each.reference})" for each in found[:MATCHES_NAMED])
        raise forms.ValidationError(f"Several returns match. Enter the reference of one: {names}.")


class TakeOutForm(forms.Form):
    """Why a return is taken out of its sample."""

    reason = forms.CharField(
        label="Why it is taken out",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Stays with the sample, for example: the school has merged.",
        error_messages={"required": "Say why this return is taken out."},
    )


class ReaderForm(forms.Form):
    """Who reads one return, and who reads it a second time; finished reviews keep their reader."""

    first = forms.TypedChoiceField(label="Reader", required=False, coerce=int, empty_value=None)
    second = forms.TypedChoiceField(label="Second reader", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, row: Row, people: dict[int, User], **kwargs: Any):
        """Offer the people of the Business Unit; leave out what is not to be named."""
        reviews = {"first": row.first, "second": row.second}
        initial = {name: review.reviewer_id for name, review in reviews.items() if review}
        super().__init__(*args, prefix=f"dive-{row.deep_dive.pk}", initial=initial, **kwargs)
        self.row, self.people = row, people
        for name, review in reviews.items():
            is_done = review is not None and review.finished_at is not None
            if is_done or (name == "second" and not row.deep_dive.is_read_twice):
                del self.fields[name]
            else:
                field: Any = self.fields[name]
                field.choices = [("", "Nobody yet"), *((pk, each.name) for pk, each in people.items())]

    @classmethod
    def of(cls, sample: Sample, data: Any) -> list["ReaderForm"]:
        """One for each return that stands in the sample."""
        people = {each.pk: each for each in User.objects.active_in(Role.BUSINESS_UNIT).order_by("name")}
        rows = [row for row in rows_of(sample) if row.deep_dive.ended_at is None]
        return [cls(data, row=row, people=people) for row in rows]

    @property
    def chosen(self) -> dict[str, User]:
        """Who was newly chosen, by field."""
        given = {name: self.cleaned_data.get(name) for name in self.changed_data}
        return {name: self.people[pk] for name, pk in given.items() if pk}
