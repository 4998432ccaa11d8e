"""What the forms of case audits share: the version they were opened with, and texts that can be kept."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from audit_forms.case_audits.models import CaseAudit
from audit_forms.returns.forms.fields import refuse_unstorable

LONGEST = 10_000


def text_field(
    label: str,
    *,
    missing: str = "",
    help_text: str = "",
    rows: int = 4,
    longest: int = LONGEST,
    checks: Iterable[Callable[[str], None]] = (),
) -> Any:
    """A long text; `missing` is what to do about an empty one, and where it is not given the text may stay empty.

    Each of the further `checks` raises ValidationError for a text that is not kept.
    """
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=longest,
        validators=[refuse_unstorable, *checks],
        help_text=help_text,
        error_messages={"required": missing} if missing else None,
        widget=forms.Textarea({"rows": rows}),
    )


class VersionForm(forms.Form):
    """Carries the version of the audit that the page showed, so that nobody overwrites somebody else (bars R4)."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, audit: CaseAudit, **kwargs: Any):
        """The audit the page shows; `initial` may add to its version."""
        self.audit = audit
        kwargs["initial"] = {"version": audit.version, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    @property
    def values(self) -> dict[str, Any]:
        """What was entered, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def conflict(self, current: CaseAudit) -> list[tuple[str, Any]]:
        """Go on from the version that stands now: each label with what stands there where it differs from this form."""
        self.data = {**self.data.dict(), **self._lists(), "version": str(current.version)}
        fresh = type(self)(audit=current)
        return [
            (str(field.label), fresh.shown(name))
            for name, field in self.fields.items()
            if name != "version" and name in fresh.fields and fresh.stored(name) != self._entered(name)
        ]

    def stored(self, name: str) -> Any:
        """What the audit has in a field; nothing is an empty text."""
        value = self.get_initial_for_field(self.fields[name], name)
        return "" if value is None else value

    def _entered(self, name: str) -> Any:
        value = self.cleaned_data.get(name)
        return "" if value is None else getattr(value, "pk", value)

    def shown(self, name: str) -> str:
        """What stands in a field, in words."""
        value = self.stored(name)
        if isinstance(value, bool):
            return "Yes" if value else "No"
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            return str(field.queryset.filter(pk=value).first() or "Nothing") if value else "Nothing"
        choices = dict(getattr(field, "choices", ()))
        if isinstance(value, list):
            return ", ".join(str(choices.get(each, each)) for each in value) or "Nothing"
        return str(choices.get(value, field.widget.format_value(value) if value else "")) or "Nothing"

    def _lists(self) -> dict[str, Any]:
        """What was ticked, which a plain dictionary would lose."""
        return {
            name: self.data.getlist(name)
            for name, field in self.fields.items()
            if isinstance(field, forms.MultipleChoiceField)
        }


def put_on(form: forms.Form, refusal: ValidationError) -> None:
    """What stands against a change, beside the fields of this form that it is about."""
    for name, words in getattr(refusal, "message_dict", {"": refusal.messages}).items():
        form.add_error(name if name in form.fields else None, words)
