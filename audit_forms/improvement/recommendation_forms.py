"""The Business Unit's forms about recommendations."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from audit_forms.improvement.enums import RecommendationStatus, SourceKind
from audit_forms.improvement.forms import LONGEST, text_field
from audit_forms.improvement.models import Recommendation
from audit_forms.improvement.querysets import RecommendationQuerySet
from audit_forms.organisations.enums import Duty, Phase, Sector
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.enums import SELF_ASSESSMENT_KINDS
from audit_forms.returns.forms.fields import refuse_unstorable
from audit_forms.returns.models import Exercise
from portal.forms import DayField, ListFilters

AGENCIES, SCHOOLS = "agencies", "schools"
GROUPS: dict[str, tuple[str, Q]] = {
    AGENCIES: ("All agencies with the section 11 duty", Q(duty=Duty.S11)),
    SCHOOLS: ("All schools and colleges", Q(duty__in=(Duty.S175, Duty.S157))),
    **{f"phase-{each.value}": (f"Schools: {each.label.lower()}", Q(phase=each)) for each in Phase},
    **{f"sector-{each.value}": (f"Agencies: {each.label.lower()}", Q(sector=each)) for each in Sector},
}
MOST_PROBLEMS = 5


class RecommendationForm(forms.Form):
    """A recommendation: what is to change, why, for whom, by when, and how its effect will be known."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    text = text_field("What should change?", "Say what should change.", rows=3)
    finding = text_field("Why? What was found?", "Say what was found.", rows=3)
    organisations = forms.CharField(
        label="Schools and agencies",
        required=False,
        max_length=LONGEST * 10,
        validators=[refuse_unstorable],
        help_text="One on each line: its name as in the list of schools and agencies, or a school’s URN.",
        widget=forms.Textarea({"rows": 4}),
    )
    groups = forms.MultipleChoiceField(
        label="Or everybody of a kind",
        required=False,
        choices=[(key, words) for key, (words, _) in GROUPS.items()],
        help_text="Those that are open today are added to the names above.",
        widget=forms.CheckboxSelectMultiple,
    )
    responsible_group = forms.CharField(
        label="Responsible group",
        required=False,
        max_length=200,
        validators=[refuse_unstorable],
        help_text="Who follows it, for example the Quality and Impact Group.",
    )
    raised_on = DayField(label="Raised on", initial=timezone.localdate)
    due_on = DayField(label="Due on")
    measure = text_field("How will its effect be measured?", "Say how its effect will be measured.", rows=3)
    source_kind = forms.ChoiceField(
        label="What does it come from?",
        choices=SourceKind,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it comes from."},
    )
    source_words = forms.CharField(
        label="Which one?",
        required=False,
        max_length=200,
        validators=[refuse_unstorable],
        help_text="For example “Section 11 round 2025”. Never a case or a child.",
    )
    exercise = forms.ModelChoiceField(
        label="Self-assessment round",
        required=False,
        empty_label="None of these",
        queryset=Exercise.objects.filter(edition__questionnaire__kind__in=SELF_ASSESSMENT_KINDS).order_by("-opens_at"),
        help_text="Where a round showed it, the loop board follows it from there.",
    )

    def clean_organisations(self) -> list[Organisation]:
        """The organisations named; each line must be one name, or a URN, of an open school or agency."""
        lines = [line.strip() for line in self.cleaned_data["organisations"].splitlines()]
        named = list(dict.fromkeys(line for line in lines if line))
        found = _by_name(named)
        unknown = [line for line in named if line.lower() not in found]
        if unknown:
            raise forms.ValidationError(
                [f"No open school or agency is called “{line[:100]}”." for line in unknown[:MOST_PROBLEMS]]
            )
        return list({found[line.lower()].pk: found[line.lower()] for line in named}.values())

    def clean(self) -> dict[str, Any]:
        """It is made to somebody, and due after it was raised."""
        cleaned = super().clean() or self.cleaned_data
        if "organisations" in cleaned:
            condition = Q(pk__in=[each.pk for each in cleaned["organisations"]])
            for key in cleaned.get("groups", []):
                condition |= GROUPS[key][1]
            cleaned["organisations"] = list(Organisation.objects.open().filter(condition).order_by("name"))
            if not cleaned["organisations"]:
                self.add_error("organisations", "Say to whom the recommendation is made.")
        raised, due = cleaned.get("raised_on"), cleaned.get("due_on")
        if raised and due and due < raised:
            self.add_error("due_on", "It is due on or after the day it was raised.")
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """What the services take: the fields of the recommendation and its organisations."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "groups")}


def _by_name(named: list[str]) -> dict[str, Organisation]:
    """Open organisations by what was typed, in small letters: a name or a URN."""
    urns = [line for line in named if line.isascii() and line.isdigit()]
    condition = Q(urn__in=urns)
    for line in named:
        condition |= Q(name__iexact=line)
    found: dict[str, Organisation] = {}
    for organisation in Organisation.objects.open().filter(condition):
        found[organisation.name.lower()] = organisation
        if organisation.urn:
            found[str(organisation.urn)] = organisation
    return found


def initial_of(recommendation: Recommendation) -> dict[str, Any]:
    """What the form shows of a recommendation that is to be changed."""
    names = recommendation.organisations.order_by("name").values_list("name", flat=True)
    plain = ("version", "text", "finding", "responsible_group", "raised_on", "due_on", "measure")
    shown = {name: getattr(recommendation, name) for name in (*plain, "source_kind", "source_words", "exercise")}
    return {**shown, "organisations": "\n".join(names)}


class EndForm(forms.Form):
    """Why a recommendation ends."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = text_field("Why?", "Say why.", rows=3)


class RecommendationFilterForm(ListFilters):
    """Which recommendations are listed; lives in the address."""

    q = forms.CharField(label="Words or reference", required=False, max_length=100)
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Open"), *RecommendationStatus.choices[1:], ("all", "All")],
    )
    source = forms.ChoiceField(label="Comes from", required=False, choices=[("", "Anything"), *SourceKind.choices])
    organisation = forms.ModelChoiceField(
        label="School or agency",
        required=False,
        empty_label="All",
        queryset=Organisation.objects.filter(recommendations__isnull=False).distinct(),
    )
    overdue = forms.BooleanField(label="Overdue only", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        """Controls that stand side by side."""
        super().__init__(*args, **kwargs)
        self.keep_short()

    def apply(self, recommendations: RecommendationQuerySet) -> RecommendationQuerySet:
        """Those asked for, what is due first on top; what makes no sense is passed over."""
        wanted = self.chosen
        status = wanted.get("status") or RecommendationStatus.OPEN
        if status != "all":
            recommendations = recommendations.filter(status=status)
        for word in wanted.get("q", "").replace("\x00", "").split():
            recommendations = recommendations.filter(
                Q(text__icontains=word) | Q(finding__icontains=word) | Q(reference__icontains=word)
            )
        if wanted.get("source"):
            recommendations = recommendations.filter(source_kind=wanted["source"])
        if wanted.get("organisation"):
            recommendations = recommendations.filter(organisations=wanted["organisation"])
        if wanted.get("overdue"):
            recommendations = recommendations.filter(status=RecommendationStatus.OPEN, due_on__lt=timezone.localdate())
        return recommendations.order_by("due_on", "pk")
