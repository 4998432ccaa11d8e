"""The form in which a report is written: its texts, one judgement for each domain, up to five recommendations."""

from collections.abc import Iterator
from typing import Any

from django import forms

from audit_forms.case_audits.forms.common import LONGEST, text_field
from audit_forms.case_audits.models import Report
from audit_forms.case_audits.models.report import MOST_RECOMMENDATIONS
from audit_forms.case_audits.services.reporting import Wanted
from audit_forms.organisations.models import Organisation
from audit_forms.returns.forms.fields import refuse_unstorable
from portal.forms import DayField
from portal.texts import label_of
from publications.enums import Grade

TEXTS = (
    "finding",
    "method_words",
    "worked_well",
    "worried_us",
    "judgement",
    "what_to_do",
    "questions",
    "process_learning",
)
SHORT_TEXTS = frozenset({"finding", "method_words", "judgement", "questions"})
PARTS = ("change", "organisations", "responsible_group", "due_on", "measure")


class ReportForm(forms.Form):
    """Everything of one report on one page; saving refuses only what is malformed, never what is unfinished."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, report: Report, **kwargs: Any):
        self.report = report
        self.domains = list(report.judgements.all())
        self.agencies = [each.organisation for each in report.audit.asked.select_related("organisation")]
        super().__init__(*args, initial=_initial(report, self.domains), **kwargs)
        for name in TEXTS:
            self.fields[name] = _text_field(report, name)
        for each in self.domains:
            self._add_judgement(each.question_key, each.area)
        for number in range(1, MOST_RECOMMENDATIONS + 1):
            self._add_recommendation(number)

    def _add_judgement(self, key: str, area: str) -> None:
        self.fields[f"grade.{key}"] = forms.ChoiceField(label=f"{area}: judgement", choices=Grade.choices)
        self.fields[f"reason.{key}"] = forms.CharField(
            label=f"{area}: why, in one sentence", required=False, max_length=200, validators=[refuse_unstorable]
        )

    def _add_recommendation(self, number: int) -> None:
        self.fields[f"{number}.change"] = forms.CharField(
            label="Change wanted",
            required=False,
            max_length=250,
            validators=[refuse_unstorable],
            widget=forms.Textarea({"rows": 2}),
            help_text="In one sentence. To take a recommendation out, empty its boxes.",
        )
        self.fields[f"{number}.organisations"] = forms.MultipleChoiceField(
            label="Who makes it happen",
            required=False,
            choices=[(str(each.pk), each.name) for each in self.agencies],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields[f"{number}.responsible_group"] = forms.CharField(
            label="Group that follows it", required=False, max_length=90, validators=[refuse_unstorable]
        )
        self.fields[f"{number}.due_on"] = DayField(label="By when", required=False)
        self.fields[f"{number}.measure"] = text_field("How its effect will be measured", rows=2)

    def clean(self) -> dict[str, Any]:
        """A recommendation that is begun is whole: it cannot be followed without owner, group, date and measure."""
        cleaned = super().clean() or self.cleaned_data
        for number in range(1, MOST_RECOMMENDATIONS + 1):
            begun = any(cleaned.get(f"{number}.{part}") for part in PARTS)
            for part, words in (
                ("change", "Say what should change."),
                ("organisations", "Choose who makes it happen."),
                ("responsible_group", "Name the group that follows it."),
                ("due_on", "Enter a date, like 30/1/2026 or 30 January 2026."),
                ("measure", "Say how its effect will be measured."),
            ):
                name = f"{number}.{part}"
                if begun and not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, f"Recommendation {number}: {words[:1].lower()}{words[1:]}")
        return cleaned

    @property
    def texts(self) -> dict[str, str]:
        """The texts that were typed, by the report's fields."""
        return {name: self.cleaned_data[name] for name in TEXTS}

    @property
    def judged(self) -> dict[str, tuple[str, str]]:
        """Grade and reason of each domain, by its key."""
        keys = [each.question_key for each in self.domains]
        return {key: (self.cleaned_data[f"grade.{key}"], self.cleaned_data[f"reason.{key}"]) for key in keys}

    @property
    def wanted(self) -> list[Wanted]:
        """The recommendations that are filled in."""
        by_key: dict[str, Organisation] = {str(each.pk): each for each in self.agencies}
        found = []
        for number in range(1, MOST_RECOMMENDATIONS + 1):
            typed = {part: self.cleaned_data[f"{number}.{part}"] for part in PARTS}
            if typed["change"]:
                typed["organisations"] = [by_key[key] for key in typed["organisations"]]
                found.append(Wanted(**typed))
        return found

    @property
    def text_fields(self) -> Iterator[Any]:
        """The boxes of the texts, in the order of the report."""
        return (self[name] for name in TEXTS)

    @property
    def judgement_fields(self) -> Iterator[tuple[str, Any, Any]]:
        """Each domain with the boxes of its judgement."""
        for each in self.domains:
            yield each.area, self[f"grade.{each.question_key}"], self[f"reason.{each.question_key}"]

    @property
    def recommendation_fields(self) -> Iterator[tuple[int, list[Any], bool]]:
        """Each recommendation's number and boxes, and whether anything is in them."""
        for number in range(1, MOST_RECOMMENDATIONS + 1):
            boxes = [self[f"{number}.{part}"] for part in PARTS]
            yield number, boxes, any(box.value() or box.errors for box in boxes)


def _text_field(report: Report, name: str) -> forms.Field:
    field: Any = report._meta.get_field(name)
    return text_field(
        label_of(report, name),
        help_text=field.help_text,
        rows=3 if name in SHORT_TEXTS else 6,
        longest=field.max_length or LONGEST,
    )


def _initial(report: Report, domains: list[Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {"version": report.version}
    shown |= {name: getattr(report, name) for name in TEXTS}
    for each in domains:
        shown |= {f"grade.{each.question_key}": each.grade, f"reason.{each.question_key}": each.reason}
    for number, each in enumerate(report.recommendations.prefetch_related("organisations"), start=1):
        shown |= {f"{number}.{part}": getattr(each, part) for part in PARTS if part != "organisations"}
        shown[f"{number}.organisations"] = [str(organisation.pk) for organisation in each.organisations.all()]
    return shown


class NoteForm(forms.Form):
    """A decision on the report, with a note."""

    note = text_field("Note", rows=2)
