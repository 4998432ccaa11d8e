"""The forms of the second step: allauth's, with plain labels, and safe from what is not a passkey's answer."""

from collections.abc import Callable
from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms

from portal.accounts.forms import plain, plain_password

CODE_LENGTH_CLASS = "govuk-input--width-10"


def plain_code(form: forms.Form, *, label: str, hint: str) -> None:
    """A box for a code that phones offer to fill in and that no keyboard mends."""
    words = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "class": CODE_LENGTH_CLASS}
    plain(form, "code", label=label, widget=forms.TextInput(words), missing="Enter the code.", hint=hint)


def checked(check: Callable[[], Any]) -> Any:
    """What the check of a passkey's answer gives; something else than such an answer is a wrong code, not a fault."""
    try:
        return check()
    except (AttributeError, KeyError, TypeError, ValueError) as wrong:
        raise get_adapter().validation_error("incorrect_code") from wrong


class PasswordAgainForm(account_forms.ReauthenticateForm):
    """The password, of somebody who is signed in."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        plain_password(self, "password", label="Your password", new=False)


class CodeForm(base_forms.AuthenticateForm):
    """A code at signing in."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        plain_code(self, label="Code", hint="The six digits from your app, or one of your recovery codes.")


class CodeAgainForm(base_forms.ReauthenticateForm):
    """A code, of somebody who is signed in."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        plain_code(self, label="Code", hint="The six digits from your app, or one of your recovery codes.")


class AddAppForm(app_forms.ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        plain_code(self, label="Code from the app", hint="The six digits that the app shows now.")


class AddPasskeyForm(passkey_forms.AddWebAuthnForm):
    """The answer of a new passkey, and a name to know it by."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        widget = forms.TextInput({"spellcheck": "false", "class": "govuk-!-width-two-thirds"})
        hint = "So that you know it again, such as “Work laptop”."
        plain(self, "name", label="Name of this passkey", widget=widget, missing="Enter a name.", hint=hint)
        self.fields["credential"].error_messages["required"] = "No passkey was given. Try again."

    def clean(self) -> dict[str, Any]:
        """Check the answer."""
        cleaned: dict[str, Any] = checked(super().clean)
        return cleaned


class PasskeyForm(passkey_forms.AuthenticateWebAuthnForm):
    """A passkey's answer at signing in."""

    def clean_credential(self) -> Any:
        """The passkey that answered."""
        return checked(super().clean_credential)


class PasskeyAgainForm(passkey_forms.ReauthenticateWebAuthnForm):
    """A passkey's answer, of somebody who is signed in."""

    def clean_credential(self) -> Any:
        """The passkey that answered."""
        return checked(super().clean_credential)
