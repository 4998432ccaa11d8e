"""Forms of moderation: the meeting, grades entered blind, what is agreed, dissent, themes, who came."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone

from audit_forms.case_audits.enums import Presence
from audit_forms.case_audits.forms.common import text_field
from audit_forms.case_audits.grading import Domain
from audit_forms.case_audits.matrix import Row
from audit_forms.case_audits.models import BlindGrade, LearningTheme, Moderation
from audit_forms.case_audits.moderation_reading import Expected
from audit_forms.case_audits.services import Came
from audit_forms.questionnaires.models import RatingLevel
from audit_forms.returns.forms.fields import refuse_unstorable
from portal.forms import DayField, DescribedRadioSelect, TimeOfDayField

LONGEST = 4000
MORNING = time(10)


def long_text(label: str, *, rows: int = 3, help_text: str = "", missing: str = "") -> Any:
    """A text as long as a meeting needs."""
    return text_field(label, missing=missing, help_text=help_text, rows=rows, longest=LONGEST)


def guidance(domain: Domain, levels: tuple[RatingLevel, ...]) -> dict[str, str]:
    """When to choose each level: the question's own words where it has some, else the scale's."""
    own = {each.level_id: each.text for each in domain.question.descriptors.all()} if domain.question else {}
    return {level.key: own.get(level.pk, level.meaning) for level in levels}


def level_field(domain: Domain, levels: tuple[RatingLevel, ...], label: str, **options: Any) -> forms.ChoiceField:
    """One of the scale's levels, each with its guidance and shape."""
    widget = DescribedRadioSelect(hints=guidance(domain, levels), tones={level.key: level.tone for level in levels})
    return forms.ChoiceField(
        label=label, choices=[(level.key, level.label) for level in levels], widget=widget, **options
    )


class MeetingForm(forms.Form):
    """When and where the meeting is, and its papers."""

    day = DayField(label="Day of the meeting")
    at = TimeOfDayField(label="Time", help_text="UK time, for example 2pm.", initial=MORNING)
    place = forms.CharField(
        label="Place or link",
        max_length=500,
        validators=[refuse_unstorable],
        help_text="A room, or the address of a video meeting.",
        error_messages={"required": "Enter where the meeting is."},
    )
    papers = long_text(
        "Papers",
        rows=5,
        help_text="Links, one on a line, or a short agenda. No files, and nothing about a child.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, moderation: Moderation, **kwargs: Any):
        """Show what is arranged already; else the day that the plan has."""
        meets = timezone.localtime(moderation.meets_at) if moderation.meets_at else None
        kwargs["initial"] = {
            "day": meets.date() if meets else moderation.audit.moderation_on,
            "at": meets.time() if meets else MORNING,
            "place": moderation.place,
            "papers": moderation.papers,
            "version": moderation.version,
        }
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Put day and time together; an hour that the change of clocks skips or doubles is refused."""
        values = super().clean() or {}
        if values.get("day") and values.get("at"):
            try:
                values["meets_at"] = from_current_timezone(datetime.combine(values["day"], values["at"]))
            except forms.ValidationError:
                self.add_error("at", "The clocks change in this hour. Choose a time outside it.")
        return values


class ReasonForm(forms.Form):
    """A reason."""

    reason = long_text("Why?", missing="Say why.")


class BlindForm(forms.Form):
    """One case's grades, a field for each domain that the agency is asked about; any may be left for later.

    Beside each stands what the page had shown, so that a page left open overwrites nothing it did not touch.
    """

    def __init__(
        self,
        *args: Any,
        domains: list[Domain],
        levels: tuple[RatingLevel, ...],
        entered: dict[str, BlindGrade],
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.domains = domains
        for domain in domains:
            label = f"{domain.number} {domain.title}".strip()
            now = entered[domain.key].level.key if domain.key in entered else ""
            field = level_field(domain, levels, label, required=False, initial=now)
            field.label_size = "m"
            self.fields[domain.slug] = field
            self.fields[f"{domain.slug}.base"] = forms.CharField(required=False, initial=now, widget=forms.HiddenInput)

    @property
    def chosen(self) -> dict[str, str]:
        """The grades that were changed on the page, by domain key."""
        values = self.cleaned_data
        pairs = {domain.key: (values[domain.slug], values[f"{domain.slug}.base"]) for domain in self.domains}
        return {key: level for key, (level, base) in pairs.items() if level != base}


class AgreeForm(forms.Form):
    """The grade agreed for one domain, with a reason."""

    reason = long_text(
        "Reason",
        help_text="Needed where the grade is another than an agency’s, or changes. Do not say who a child is.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Row, **kwargs: Any):
        agreed = row.agreed
        kwargs["initial"] = {
            "level": agreed.level.key if agreed else None,
            "reason": agreed.reason if agreed else "",
            "version": agreed.version if agreed else 0,
        }
        super().__init__(*args, **kwargs)
        missing = {"required": "Choose the grade that is agreed."}
        self.fields["level"] = level_field(row.domain, row.scale.levels, "Agreed grade", error_messages=missing)
        self.order_fields(["level", "reason", "version"])


class DissentForm(forms.Form):
    """An agency's own words; emptied, the dissent is taken back."""

    words = long_text(
        "Your agency’s dissent",
        help_text="Why your agency does not agree. Empty the box to take it back. Everybody in the meeting reads it.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ThemeForm(forms.Form):
    """A theme from the list, or a new one."""

    known = forms.ModelChoiceField(
        label="Theme",
        queryset=LearningTheme.objects.none(),
        required=False,
        empty_label="Choose one",
        to_field_name="words",
    )
    new = forms.CharField(
        label="Or a new theme",
        required=False,
        max_length=80,
        validators=[refuse_unstorable],
        help_text="A few words, for example “Hearing the child”. It joins the list for everybody.",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        """Offer the themes that there are now."""
        super().__init__(*args, **kwargs)
        self.fields["known"].queryset = LearningTheme.objects.all()

    @property
    def words(self) -> str:
        """What was chosen; new words go first."""
        known = self.cleaned_data.get("known")
        return self.cleaned_data.get("new") or (known.words if known else "")


class AttendanceForm(forms.Form):
    """How each person expected, or noted before, was at the meeting; and one more person."""

    def __init__(self, *args: Any, people: list[Expected], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = people
        choices = [("", "Not noted"), *Presence.choices]
        for each in people:
            label = f"{each.name}, {each.agency}" if each.agency else each.name
            self.fields[each.key] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=each.presence
            )
            self.fields[f"{each.key}.base"] = forms.CharField(
                required=False, initial=each.presence, widget=forms.HiddenInput
            )
        self.fields["name"] = forms.CharField(
            label="Somebody else’s name", required=False, max_length=150, validators=[refuse_unstorable]
        )
        self.fields["agency"] = forms.CharField(
            label="Their agency", required=False, max_length=200, validators=[refuse_unstorable]
        )
        self.fields["presence"] = forms.ChoiceField(
            label="How they came", choices=[("", "Choose one"), *Presence.choices], required=False
        )

    def clean(self) -> dict[str, Any]:
        """Somebody else needs a name and how they came."""
        values = super().clean() or {}
        if values.get("name") and not values.get("presence"):
            self.add_error("presence", "Say how they came.")
        if not values.get("name") and (values.get("agency") or values.get("presence")):
            self.add_error("name", "Enter their name.")
        return values

    @property
    def came(self) -> list[Came]:
        """What the page says of everybody on it."""
        values = self.cleaned_data
        listed = [
            Came(each.name, each.agency, values[each.key], values[f"{each.key}.base"], each.user)
            for each in self.people
        ]
        if values["name"]:
            listed.append(Came(values["name"], values["agency"], values["presence"]))
        return listed
