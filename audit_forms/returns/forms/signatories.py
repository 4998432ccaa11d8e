"""Forms of those who confirm a return: whom the lead asks, and the code that somebody with a link types."""

from collections.abc import Iterator
from typing import Any

from django import forms

from audit_forms.organisations.enums import MembershipRole
from audit_forms.questionnaires.models import SignOffStep
from audit_forms.returns.models import Return, SigningLink
from audit_forms.returns.signing import Invitee, why_refused

ACCOUNT, LINK = "account", "link"


class StepField(forms.ChoiceField):
    """A step of signing, its name set in bold."""

    label_size = "s"


class SignatoriesForm(forms.Form):
    """For each step that is still to come: somebody with an account, or a link to somebody without."""

    def __init__(self, *args: Any, audit_return: Return, steps: list[SignOffStep], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.audit_return, self.steps = audit_return, steps
        members = audit_return.organisation.memberships.current().in_roles(MembershipRole.SIGNATORY)
        self.members = list(members.filter(user__is_active=True).select_related("user"))
        chosen = SigningLink.objects.live().filter(audit_return=audit_return)
        self.links = {link.capacity: link for link in chosen} if audit_return.attempt else {}
        for step in steps:
            self._add(step.capacity, step.get_capacity_display())

    def _add(self, capacity: str, label: str) -> None:
        people = ", ".join(str(member.user) for member in self.members if member.capacity == capacity)
        link = self.links.get(capacity)
        ways = [
            (ACCOUNT, f"{people}, by signing in" if people else "Somebody with an account: nobody is invited yet"),
            (LINK, "Somebody without an account: send a link to"),
        ]
        self.fields[f"{capacity}.way"] = StepField(
            label=label, choices=ways, required=False, widget=forms.RadioSelect, initial=LINK if link else ACCOUNT
        )
        self.fields[f"{capacity}.name"] = forms.CharField(
            label=f"Name of the {label.lower()}",
            max_length=150,
            required=False,
            initial=link.name if link else "",
            widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        )
        self.fields[f"{capacity}.email"] = forms.EmailField(
            label="Their own e-mail address",
            help_text="Only they should be able to read it: the link and a code are sent there.",
            required=False,
            initial=link.email if link else "",
            error_messages={"invalid": "Enter an e-mail address like name@school.example."},
            widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
        )

    def clean(self) -> None:
        """A link needs a name and an address, and the address of somebody who may sign."""
        seen: set[str] = set()
        for step in self.steps:
            invitee = self._invitee(step.capacity)
            if invitee is None:
                continue
            if not invitee.name:
                self.add_error(f"{step.capacity}.name", "Enter their name.")
            if f"{step.capacity}.email" in self.errors:
                continue
            wrong = "" if invitee.email else "Enter their e-mail address."
            wrong = wrong or why_refused(self.audit_return, step.capacity, invitee.email, among=seen)
            if wrong:
                self.add_error(f"{step.capacity}.email", wrong)
            seen.add(invitee.email.lower())

    def _invitee(self, capacity: str) -> Invitee | None:
        values = self.cleaned_data
        if values.get(f"{capacity}.way") != LINK:
            return None
        return Invitee(values.get(f"{capacity}.name", ""), values.get(f"{capacity}.email", ""))

    @property
    def invitees(self) -> dict[str, Invitee]:
        """Who is to get a link, by capacity."""
        found = {step.capacity: self._invitee(step.capacity) for step in self.steps}
        return {capacity: invitee for capacity, invitee in found.items() if invitee is not None}

    @property
    def groups(self) -> Iterator[dict[str, Any]]:
        """The fields of each step, with the link there is."""
        for step in self.steps:
            fields = {part: self[f"{step.capacity}.{part}"] for part in ("way", "name", "email")}
            yield {"step": step, "link": self.links.get(step.capacity), **fields}


class CodeForm(forms.Form):
    """The code from the mail."""

    code = forms.CharField(
        label="The code from the e-mail",
        help_text="Six digits.",
        max_length=20,
        error_messages={"required": "Enter the code from the e-mail."},
        widget=forms.TextInput(
            {"class": "govuk-input--width-10", "inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )
