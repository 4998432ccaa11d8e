"""Forms about alerts: short, because somebody may be at risk while they are filled in."""

from typing import Any
from uuid import uuid4

from django import forms

from audit_forms.improvement.alerts.guard import MayIdentify, refuse_identity
from audit_forms.improvement.enums import AlertAbout, AlertStatus, Told
from audit_forms.improvement.forms import text_field
from audit_forms.improvement.models import Alert
from audit_forms.improvement.querysets import AlertQuerySet
from audit_forms.organisations.models import Organisation
from portal.forms import ListFilters

NO_NAMES = "Do not write who a child is: no name, date of birth, address or number."


def guarded_text(label: str, missing: str, **options: Any) -> Any:
    """A long text that never says who a child is."""
    field = text_field(label, missing, **options)
    field.validators.append(refuse_identity)
    return field


class KeepsText:
    """Asks whether a text is meant that may say who a child is; only once somebody has been warned."""

    KEPT = "kept"
    text_name = "note"

    def offer_to_keep(self) -> None:
        """Take the answer where the question was asked."""
        form: Any = self
        if form.is_bound and form.data.get(self.KEPT):
            self.ask_to_keep()

    def ask_to_keep(self) -> None:
        """Ask below the text."""
        form: Any = self
        form.fields[self.KEPT] = forms.BooleanField(label="This does not say who a child is: keep it", required=False)

    def warn(self, refused: MayIdentify) -> None:
        """Say beside the text what it may give away, and ask."""
        form: Any = self
        form.add_error(self.text_name, [str(refused), *(f"It has {each}" for each in refused.warnings)])
        self.ask_to_keep()


class RaiseForm(KeepsText, forms.Form):
    """What somebody reports. `key` makes that it is raised once, however often it is sent."""

    text_name = "known"

    key = forms.UUIDField(widget=forms.HiddenInput)
    organisation = forms.ModelChoiceField(
        label="Which school or agency is it about?",
        queryset=Organisation.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose the school or agency."},
    )
    about = forms.ChoiceField(
        label="What is it about?",
        choices=AlertAbout,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is about."},
    )
    known = guarded_text("What is known?", "Say what is known.", rows=5, help_text=NO_NAMES)
    told = forms.MultipleChoiceField(
        label="Who has been told already?",
        choices=Told,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Say who has been told, or that nobody has been told yet."},
    )
    told_words = guarded_text(
        "Who exactly, and when?",
        "",
        rows=2,
        required=False,
        help_text="A role is enough, for example “Front door, duty worker, today at 2pm”.",
    )

    def __init__(self, *args: Any, organisations: Any, chosen: Organisation | None, **kwargs: Any):
        """`organisations` may be reported; with one, or one `chosen` already, nothing is asked."""
        kwargs["initial"] = {"key": uuid4()}
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        self.chosen = chosen or (organisations[0] if len(organisations) == 1 else None)
        if self.chosen:
            del self.fields["organisation"]
        else:
            field.queryset = organisations
        self.offer_to_keep()

    def clean_told(self) -> list[str]:
        """Nobody, or those who have been told."""
        told: list[str] = self.cleaned_data["told"]
        if Told.NOBODY in told and len(told) > 1:
            raise forms.ValidationError("Choose those who have been told, or that nobody has been told yet.")
        return told

    @property
    def concerned(self) -> Organisation:
        """The organisation it is about."""
        return self.chosen or self.cleaned_data["organisation"]


class AlertForm(forms.Form):
    """Carries the version of what the page showed, so that nobody overwrites somebody else (bars R4)."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, alert: Alert, **kwargs: Any):
        kwargs["initial"] = {"version": alert.version}
        super().__init__(*args, **kwargs)


class AlertNoteForm(KeepsText, AlertForm):
    """Something written about an alert."""

    note = guarded_text("What is new?", "Write what is new.", rows=3, help_text=NO_NAMES)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offer_to_keep()


class AssuranceForm(AlertNoteForm):
    """What the organisation has done."""

    note = guarded_text(
        "What was done, and why is nobody at risk any more?",
        "Say what was done and why nobody is at risk any more.",
        rows=5,
        help_text=NO_NAMES,
    )


class AskAgainForm(AlertNoteForm):
    """Why the assurance is not enough."""

    note = guarded_text("What is still missing?", "Say what is still missing.", rows=3, help_text=NO_NAMES)


class CloseForm(AlertNoteForm):
    """Why it can be closed."""

    note = guarded_text("Why can it be closed?", "Say why it can be closed.", rows=3, help_text=NO_NAMES)


OPEN, ALL = "", "all"


class AlertFilterForm(ListFilters):
    """What the person looks for; anything unknown in the address is no filter."""

    status = forms.ChoiceField(
        label="Status", required=False, choices=[(OPEN, "Not closed"), *AlertStatus.choices, (ALL, "All, closed too")]
    )
    organisation = forms.ModelChoiceField(
        label="School or agency", required=False, empty_label="All", queryset=Organisation.objects.none()
    )
    about = forms.ChoiceField(label="About", required=False, choices=[("", "Anything"), *AlertAbout.choices])

    def __init__(self, data: Any, *, visible: AlertQuerySet):
        """Offer only the organisations of alerts this person sees."""
        super().__init__(data)
        self.visible = visible
        offered: Any = self.fields
        organisations = Organisation.objects.filter(pk__in=visible.order_by().values("organisation"))
        offered["organisation"].queryset = organisations
        if len(organisations) <= 1:
            del offered["organisation"]
        self.keep_short()

    def found(self) -> AlertQuerySet:
        """The alerts that match, what waits longest on top; without a status chosen, those not closed."""
        alerts, chosen = self.visible, self.chosen
        status = chosen.get("status", OPEN)
        if status == OPEN:
            alerts = alerts.open()
        elif status != ALL:
            alerts = alerts.filter(status=status)
        wanted = {name: chosen.get(name) for name in ("organisation", "about")}
        return alerts.filter(**{name: value for name, value in wanted.items() if value}).most_urgent_first()
