"""People in the Wagtail admin: invited, given roles and switched off, but never given a password and never deleted."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, BaseSettingsPanel
from wagtail.users.views import users

from portal.accounts.admin_forms import InvitePersonForm, PersonForm
from portal.accounts.models import User
from portal.accounts.services import give_roles, invite, note_change

# Wagtail's other panels are about what the portal keeps elsewhere or not at all: name, address, password, picture.
ACCOUNT_PANELS = {"notifications", "theme"}


class PortalAccountView(AccountView):
    """How the admin looks and notifies; the account itself is at /accounts/."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        """Wagtail's panels less those."""
        return [panel for panel in super().get_panels() if panel.name in ACCOUNT_PANELS]


account = require_admin_access(PortalAccountView.as_view())


class PeopleIndexView(users.IndexView):
    """The list, without a way to delete."""

    page_title = "People"
    add_item_label = "Invite a person"
    search_fields = ["name", "email"]

    def get_delete_url(self, instance: User) -> None:
        """None: people are switched off."""

    def order_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """By our one name field; Wagtail's list would ask for a first and a last."""
        return super(users.IndexView, self).order_queryset(queryset)


class InviteView(users.CreateView):
    """Invites instead of creating."""

    page_title = "Invite a person"
    success_message = "An invitation is on its way to %(object)s."

    @transaction.atomic
    def save_instance(self) -> User:
        """Invite the person and give them their roles."""
        words = self.form.cleaned_data
        person = invite(email=words["email"], name=words["name"], invited_by=self.request.user)
        give_roles(person=person, groups=words["groups"], given_by=self.request.user)
        return person


class PersonView(users.EditView):
    """Changes a person's address, name, roles and whether they may sign in."""

    can_delete = False

    def get_delete_url(self) -> None:
        """None: people are switched off."""

    @transaction.atomic
    def save_instance(self) -> User:
        """Save and record which fields changed."""
        person = super().save_instance()
        note_change(person=person, changed=self.form.changed_data, changed_by=self.request.user)
        return person


class PeopleViewSet(users.UserViewSet):
    """Replaces Wagtail's user admin (`admin_config`)."""

    menu_label = "People"
    ordering = "name"
    template_prefix = ""
    index_view_class = PeopleIndexView
    add_view_class = InviteView
    edit_view_class = PersonView

    def get_form_class(self, for_update: bool = False) -> Any:
        """Ours in place of Wagtail's, which ask for passwords."""
        return PersonForm if for_update else InvitePersonForm
