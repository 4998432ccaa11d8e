"""The administrator's forms for people: no passwords, only invitations."""

from typing import Any

from django import forms

from portal.accounts.models import User


class InvitePersonForm(forms.ModelForm):
    """Somebody for a portal-wide role. People of schools and agencies are invited from their organisation."""

    class Meta:
        """No password and no switch: the invitation brings both."""

        model = User
        fields = ["email", "name", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}
        help_texts = {"groups": "What the person may do in the whole portal."}


class PersonForm(forms.ModelForm):
    """What an administrator may change about a person; nobody switches themselves off or takes their own rights."""

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if editing_self:
            del self.fields["is_active"]
            del self.fields["is_superuser"]

    class Meta:
        """No password here either: people choose their own by mail."""

        model = User
        fields = ["email", "name", "is_active", "groups", "is_superuser"]
        widgets = {"groups": forms.CheckboxSelectMultiple}
        labels = {"is_superuser": "Administrator", "groups": "Roles"}
        help_texts = {
            "is_active": "Without this the person cannot sign in; what they did stays.",
            "is_superuser": "May change every setting, page and register; sees no returns by this alone.",
            "groups": "What the person may do in the whole portal.",
        }
