"""Forms of what follows an audit."""

import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone

from audit_forms.case_audits.enums import Change, FeedbackWay
from audit_forms.case_audits.forms.common import text_field
from audit_forms.case_audits.guarding import refusal_of
from audit_forms.case_audits.models import CaseAudit, EfficacyReview
from audit_forms.case_audits.models.after import LEAST_USEFUL, MOST_USEFUL
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.enums import EditionStatus
from audit_forms.questionnaires.models import Section
from audit_forms.returns.forms.fields import refuse_unstorable
from portal.forms import DayField


def words_field(label: str, missing: str, *, rows: int = 3) -> forms.CharField:
    """A text that must be filled in and says who no child is."""
    return text_field(label, missing=missing, rows=rows, checks=[refuse_identity])


def refuse_identity(text: str) -> None:
    """Raise ValidationError for a text that says who a child is (bars G3)."""
    words = refusal_of(text)
    if words:
        raise forms.ValidationError(words)


class FeedbackForm(forms.Form):
    """How an agency told its staff."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    organisation = forms.ModelChoiceField(
        label="Agency", queryset=Organisation.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    given_on = DayField(label="When were staff told?")
    way = forms.ChoiceField(
        label="How?", choices=FeedbackWay, widget=forms.RadioSelect, error_messages={"required": "Choose how."}
    )
    people = forms.IntegerField(
        label="How many people were told?",
        min_value=1,
        max_value=30_000,
        error_messages={"required": "Enter a number, like 12.", "invalid": "Enter a number, like 12."},
        widget=forms.TextInput({"class": "govuk-input--width-5", "inputmode": "numeric"}),
    )
    said = text_field(
        "What did they say?",
        help_text="In general terms; no person and no case. You can leave this empty.",
        checks=[refuse_identity],
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.only = organisations.get() if organisations.count() == 1 else None
        if self.only:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.initial.setdefault("organisation", self.only.pk)

    def clean_given_on(self) -> Any:
        """Staff have been told already."""
        day = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day has not come yet. Enter it once staff have been told.")
        return day


class TrainingForm(forms.Form):
    """A course or resource."""

    title = forms.CharField(
        label="Course or resource",
        max_length=150,
        validators=[refuse_unstorable],
        error_messages={"required": "Enter its title."},
    )
    url = forms.URLField(
        label="Address",
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter an address like https://training.example/course."},
    )
    held_on = DayField(label="Date", required=False)


class ReauditForm(forms.Form):
    """A question for next year, and where it is put."""

    text = words_field("Question", "Write the question.")
    section = forms.ModelChoiceField(
        label="Put it into",
        queryset=Section.objects.none(),
        error_messages={"required": "Choose where it is put."},
        empty_label="Choose a section of an edition that is being written",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        drafts = Section.objects.filter(edition__status=EditionStatus.DRAFT)
        field: Any = self.fields["section"]
        field.queryset = drafts.select_related("edition__questionnaire").order_by("edition", "position")
        field.label_from_instance = lambda section: f"{section.edition}: {section}"


class ImpactForm(forms.Form):
    """Before and after of each recommendation, and what it means for children."""

    def __init__(self, *args: Any, audit: CaseAudit, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.recommendations = list(audit.report.recommendations.all())
        for each in self.recommendations:
            self.fields[f"{each.pk}.before"] = words_field("Before", "Say how it was.")
            self.fields[f"{each.pk}.after"] = words_field("Now", "Say how it is now, and how you know.")
            self.fields[f"{each.pk}.change"] = forms.ChoiceField(
                label="Has it changed?",
                choices=Change,
                widget=forms.RadioSelect,
                error_messages={"required": "Choose whether it has changed."},
            )
        self.fields["conclusion"] = words_field(
            "What has changed for children", "Say what has changed for children.", rows=4
        )

    @property
    def groups(self) -> Iterator[tuple[Any, list[Any]]]:
        """Each recommendation with its boxes."""
        for each in self.recommendations:
            yield each, [self[f"{each.pk}.{part}"] for part in ("before", "after", "change")]

    @property
    def lines(self) -> dict[int, dict[str, str]]:
        """What the service takes."""
        parts = ("before", "after", "change")
        return {
            each.pk: {part: self.cleaned_data[f"{each.pk}.{part}"] for part in parts} for each in self.recommendations
        }


class EfficacyForm(forms.Form):
    """What the group thinks of how an audit was done."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    worked = words_field("What worked about this way of auditing?", "Say what worked.")
    next_time = words_field("What would we do otherwise next time?", "Say what you would do otherwise.")
    usefulness = forms.TypedChoiceField(
        label="How useful was the audit?",
        choices=[(number, str(number)) for number in range(LEAST_USEFUL, MOST_USEFUL + 1)],
        coerce=int,
        help_text="1 is of little use, 5 is very useful.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a number from 1 to 5."},
    )


def shown_of(review: EfficacyReview | None) -> dict[str, Any]:
    """What the form shows of a review that is there."""
    names = ("version", "worked", "next_time", "usefulness")
    return {name: getattr(review, name) for name in names} if review else {}
