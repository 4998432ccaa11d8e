"""The one form by which an audit is planned and its plan changed."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from audit_forms.case_audits.forms.common import VersionForm, text_field
from audit_forms.case_audits.models import CaseAudit, Programme
from audit_forms.case_audits.timetable import (
    IMPACT_MONTHS,
    WEEKS,
    WORDS,
    day_of,
    moments,
    practice_window,
    proposed_dates,
)
from audit_forms.questionnaires.enums import QuestionnaireKind
from audit_forms.questionnaires.models import Edition
from audit_forms.returns.forms.fields import refuse_unstorable
from portal.dates import year_after, year_of
from portal.forms import DayField, DescribedRadioSelect
from publications.enums import AuditMethod
from publications.models import Theme

EMPTY_LINES, MOST_LINES, LONGEST_LINE = 3, 30, 300
HEADROOM = timedelta(weeks=4)
MONDAY_TO_MONDAY = 7
METHODS = {
    AuditMethod.DEEP_DIVE: "Few cases, each read in full by every agency.",
    AuditMethod.WIDER_SAMPLE: "Many cases, each on a few questions: how common something is.",
    AuditMethod.FOCUS_GROUP: "Practitioners say together what helps and what stands in the way.",
    AuditMethod.PRACTICE_CONVERSATION: "One practitioner at a time, about one piece of their work.",
}
PLAN_FIELDS = ("title", "is_emergent", "theme", "reason", "method", "cases_planned", "edition")
WINDOW = ("practice_from", "practice_to")


def years_offered() -> list[str]:
    """The years that have a programme, this one and the next two, in their order."""
    now = year_of(timezone.localdate())
    kept = Programme.objects.values_list("year", flat=True)
    return sorted({*kept, now, year_after(now), year_after(now, 2)})


def tools() -> Any:
    """The published editions of case-audit tools, newest first."""
    kind = QuestionnaireKind.CASE_AUDIT
    published = Edition.objects.published().filter(questionnaire__kind=kind).select_related("questionnaire")
    return published.order_by("-in_force_from", "-pk")


def next_start() -> date:
    """The first Monday that leaves four weeks to get ready."""
    day = timezone.localdate() + HEADROOM
    return day + timedelta(days=-day.weekday() % MONDAY_TO_MONDAY)


def new_plan(year: str = "") -> CaseAudit:
    """A plan that is not saved yet, with everything that can be proposed."""
    start = next_start()
    days = proposed_dates(start)
    since, until = practice_window(start)
    programme = Programme(year=year or year_of(start))
    proposal = CaseAudit(
        programme=programme, edition=tools().first(), practice_from=since, practice_to=until, version=0
    )
    for name, value in moments(days).items():
        setattr(proposal, name, value)
    return proposal


def date_field(name: str) -> DayField:
    """The day of one step; all but the first are proposed where they are left empty."""
    if name == "opens_at":
        return DayField(label=WORDS[name])
    when = f"{WEEKS[name]} week{'s' if WEEKS[name] > 1 else ''}" if name in WEEKS else f"{IMPACT_MONTHS} months"
    return DayField(label=WORDS[name], required=False, help_text=f"Left empty: {when} after agencies are told.")


class PlanForm(VersionForm):
    """A plan in full. Dates left empty are proposed from the first, the practice window from the same day."""

    year = forms.ChoiceField(label="Programme year")
    title = forms.CharField(
        label="Title",
        max_length=200,
        validators=[refuse_unstorable],
        help_text="It is published in the end, so it names a subject and never a child.",
        error_messages={"required": "Give the audit a title."},
    )
    is_emergent = forms.BooleanField(
        label="Emergent: an event calls for it, beside the four planned ones", required=False
    )
    theme = forms.ModelChoiceField(
        label="Theme", queryset=Theme.objects.all(), error_messages={"required": "Choose a theme."}
    )
    reason = text_field(
        "Why this theme now?",
        missing="Say why this theme now.",
        help_text="Data, a review, an inspection, a priority. Do not name a child.",
    )
    method = forms.ChoiceField(
        label="Method",
        choices=AuditMethod.choices,
        widget=DescribedRadioSelect(hints=METHODS),
        error_messages={"required": "Choose a method."},
    )
    cases_planned = forms.IntegerField(
        label="How many cases?",
        required=False,
        min_value=1,
        max_value=500,
        widget=forms.NumberInput({"class": "govuk-input--width-4"}),
        help_text="For planning only; it is not published.",
    )
    edition = forms.ModelChoiceField(
        label="Audit tool", queryset=Edition.objects.none(), empty_label=None, help_text="Published editions only."
    )
    practice_from = DayField(label="Practice looked at, from", required=False)
    practice_to = DayField(
        label="Practice looked at, to", required=False, help_text="Left empty: the 12 months before agencies are told."
    )

    def __init__(self, *args: Any, audit: CaseAudit, **kwargs: Any):
        """Filled in from the plan as it stands, with three empty key lines to add."""
        days = {name: day_of(audit, name) for name in CaseAudit.DATES}
        kept = {name: getattr(audit, name) for name in ("title", "is_emergent", "reason", "method", "cases_planned")}
        window = {name: getattr(audit, name) for name in WINDOW}
        initial = {**kept, **window, **days, "theme": audit.theme_id, "edition": audit.edition_id}
        initial["year"] = audit.programme.year
        super().__init__(*args, audit=audit, **{"initial": initial, **kwargs})
        self.fields["year"].choices = [(year, year) for year in years_offered()]
        self.fields["edition"].queryset = tools()
        for name in CaseAudit.DATES:
            self.fields[name] = date_field(name)
        self._add_lines([line.text for line in audit.key_lines.all()] if audit.pk else [])

    def _add_lines(self, lines: list[str]) -> None:
        typed = sum(f"line_{number}" in self.data for number in range(1, MOST_LINES + 1))
        for number in range(1, min(MOST_LINES, max(len(lines) + EMPTY_LINES, typed)) + 1):
            self.fields[f"line_{number}"] = forms.CharField(
                label=f"Key line {number}",
                required=False,
                max_length=LONGEST_LINE,
                validators=[refuse_unstorable],
                initial=lines[number - 1] if number <= len(lines) else "",
            )

    @property
    def lines(self) -> list[Any]:
        """The boxes for key lines of enquiry."""
        return [self[name] for name in self.fields if name.startswith("line_")]

    @property
    def dates(self) -> list[Any]:
        """The boxes for dates."""
        return [self[name] for name in CaseAudit.DATES]

    def clean(self) -> dict[str, Any]:
        """Propose what was left empty."""
        values = super().clean() or {}
        start = values.get("opens_at")
        if start:
            proposals = {**proposed_dates(start), **dict(zip(WINDOW, practice_window(start), strict=True))}
            for name, day in proposals.items():
                if name not in self.errors:
                    values[name] = values.get(name) or day
        return values

    def propose(self) -> None:
        """Fill in every date anew from the first, keeping everything else that was typed."""
        try:
            start = self.fields["opens_at"].clean(self.data.get("opens_at"))
        except forms.ValidationError:
            return  # the form says so itself
        since, until = practice_window(start)
        days = {**proposed_dates(start), "practice_from": since, "practice_to": until}
        typed = {name: self.data.get(name) for name in self.fields if name in self.data}
        self.initial.update(typed, **days)
        self.initial["is_emergent"] = "is_emergent" in self.data
        self.is_bound = False

    @property
    def plan(self) -> dict[str, Any]:
        """What the services want."""
        values = {name: self.cleaned_data[name] for name in (*PLAN_FIELDS, *WINDOW)}
        days = {name: self.cleaned_data[name] for name in CaseAudit.DATES}
        lines = [self.cleaned_data[each.name] for each in self.lines]
        return {**values, **moments(days), "year": self.cleaned_data["year"], "key_lines": lines}
