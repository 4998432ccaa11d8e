"""The forms of the one door: allauth's, with plain labels, one password box each, and what password managers need."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest

LONG_ENOUGH_HINT = "At least 12 characters. Three random words make a good password."


def plain(form: forms.Form, name: str, *, label: str, widget: forms.Widget, missing: str, hint: str = "") -> None:
    """Give one of allauth's fields our words and our widget."""
    field = form.fields[name]
    field.label, field.help_text, field.widget = label, hint, widget
    field.error_messages["required"] = missing
    field.widget.is_required = field.required


def plain_email(form: forms.Form, name: str) -> None:
    """The e-mail address, which is also the user name."""
    widget = forms.EmailInput({"autocomplete": "username", "spellcheck": "false", "class": "govuk-!-width-two-thirds"})
    plain(form, name, label="E-mail address", widget=widget, missing="Enter your e-mail address.")
    form.fields[name].error_messages["invalid"] = "Enter an e-mail address like name@example.com."


def plain_password(form: forms.Form, name: str, *, label: str, new: bool) -> None:
    """A password box that may be shown and pasted into; new ones say what is asked of them."""
    widget = forms.PasswordInput({"autocomplete": "new-password" if new else "current-password"})
    hint = LONG_ENOUGH_HINT if new else ""
    plain(form, name, label=label, widget=widget, missing=f"Enter {label[0].lower()}{label[1:]}.", hint=hint)


class SignInForm(allauth_forms.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        plain_email(self, "login")
        plain_password(self, "password", label="Your password", new=False)
        self.fields["password"].label = "Password"


class ForgottenPasswordForm(allauth_forms.ResetPasswordForm):
    """The address to which a link is sent, if there is an account."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        plain_email(self, "email")

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Send the link; without an account, only take as long (bars S10)."""
        if not self.users:
            get_adapter(request).pretend_password_reset()
        return super().save(request, **kwargs)


class NewPasswordForm(allauth_forms.ResetPasswordKeyForm):
    """A new password, after the link from the mail."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        plain_password(self, "password1", label="New password", new=True)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """The current password and a new one."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        plain_password(self, "oldpassword", label="Current password", new=False)
        plain_password(self, "password1", label="New password", new=True)


class AcceptInvitationForm(allauth_forms.SetPasswordForm):
    """The name others will see, and a password."""

    name = forms.CharField(
        label="Your name",
        max_length=150,
        help_text="As colleagues know you. It stands beside what you answer and sign.",
        error_messages={"required": "Enter your name."},
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": "false", "class": "govuk-!-width-two-thirds"}),
    )
    field_order = ["name", "password1"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        plain_password(self, "password1", label="Choose a password", new=True)
        self.fields["password1"].error_messages["required"] = "Enter a password."
