"""Forms in which the summary report of a round is written and opened again."""

from collections.abc import Iterator
from typing import Any

from django import forms

from audit_forms.returns.forms.fields import refuse_unstorable
from audit_forms.self_assessments.models import SummaryReport
from audit_forms.self_assessments.models.summary import TEXTS
from portal.texts import label_of

LONGEST = 10_000
SHORT_TEXTS = frozenset({"finding", "method", "response"})


class SummaryForm(forms.Form):
    """All texts of one report; saving refuses only what is malformed, never what is unfinished."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, report: SummaryReport, **kwargs: Any):
        """The texts as they stand."""
        initial = {"version": report.version} | {name: getattr(report, name) for name in TEXTS}
        super().__init__(*args, initial=initial, **kwargs)
        for name in TEXTS:
            field: Any = SummaryReport._meta.get_field(name)
            self.fields[name] = forms.CharField(
                label=label_of(SummaryReport, name),
                required=False,
                max_length=field.max_length or LONGEST,
                validators=[refuse_unstorable],
                help_text=field.help_text,
                widget=forms.Textarea({"rows": 3 if name in SHORT_TEXTS else 7}),
            )

    @property
    def texts(self) -> dict[str, str]:
        """What was typed, by the report's fields."""
        return {name: self.cleaned_data[name] for name in TEXTS}

    @property
    def text_fields(self) -> Iterator[Any]:
        """The boxes, in the order of the report."""
        return (self[name] for name in TEXTS)


class ReasonForm(forms.Form):
    """Why an approved report is opened again."""

    reason = forms.CharField(
        label="Reason",
        max_length=300,
        validators=[refuse_unstorable],
        widget=forms.Textarea({"rows": 2}),
        help_text="Kept on the audit trail.",
        error_messages={"required": "Say why the report is opened again."},
    )
