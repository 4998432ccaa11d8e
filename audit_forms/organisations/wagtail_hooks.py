"""The registers of organisations and memberships in the Wagtail admin. Other casework never appears there."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, modeladmin_register

from audit_forms.organisations.admin_views import (
    AddMembershipView,
    AddOrganisationView,
    ChangeOrganisationView,
    EndMembershipView,
)
from audit_forms.organisations.choosers import GuardedChooserViewSet, organisation_chooser, person_chooser
from audit_forms.organisations.enums import OrganisationKind
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.organisations.permissions import can_keep_organisations


class KeeperPermissionHelper(PermissionHelper):
    """The Business Unit keeps these registers; nothing in them is deleted."""

    def user_has_any_permissions(self, user: Any) -> bool:
        """Whether the menu and the list are there at all."""
        return can_keep_organisations(user)

    def user_can_create(self, user: Any) -> bool:
        """Whether something may be added."""
        return can_keep_organisations(user)

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        """Whether it may be changed."""
        return can_keep_organisations(user)

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        """Never: returns and signatures point to it."""
        return False


class MembershipPermissionHelper(KeeperPermissionHelper):
    """A membership is not changed: it ends, and another begins. Its delete page is the one that ends it."""

    def user_can_edit_obj(self, user: Any, obj: Membership) -> bool:
        """Never."""
        return False

    def user_can_delete_obj(self, user: Any, obj: Membership) -> bool:
        """Whether it can still be ended."""
        return can_keep_organisations(user) and obj.ended_at is None


class MembershipButtonHelper(ButtonHelper):
    """Calls the button what it does."""

    def delete_button(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """End instead of delete."""
        return super().delete_button(*args, **kwargs) | {"label": "End", "title": "End this membership"}


class OtherOrganisationForm(WagtailAdminModelForm):
    """A trust or an agency: schools come from the national register only."""

    def __init__(self, *args: Any, **kwargs: Any):
        """Offer those two kinds; the kind stays once it is chosen."""
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in OrganisationKind if kind != OrganisationKind.SCHOOL]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.fields["kind"].disabled = self.instance.pk is not None


CONTACT = ("email", "telephone", "website", "address", "postcode")
FROM_THE_REGISTER = (
    "name",
    "urn",
    "status",
    "establishment_type",
    "phase",
    "la_name",
    "trust",
    "head_name",
    "pupils",
    "opened_on",
    "closed_on",
    "telephone",
    "website",
    "address",
    "postcode",
)


@modeladmin_register
class OrganisationAdmin(ModelAdmin):
    """Schools, trusts and agencies."""

    model = Organisation
    menu_label = "Organisations"
    menu_icon = "home"
    menu_order = 300
    permission_helper_class = KeeperPermissionHelper
    create_view_class = AddOrganisationView
    edit_view_class = ChangeOrganisationView
    history_view_enabled = False
    list_display = ("name", "urn", "kind", "phase", "sector", "duty", "status")
    list_filter = ("kind", "duty", "phase", "sector", "is_small", "status")
    list_per_page = 50
    search_fields = ("name", "urn", "postcode")
    school_panels = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel(name, read_only=True) for name in FROM_THE_REGISTER], heading="From the national register"
            ),
            FieldPanel("duty"),
            FieldPanel("email"),
        ],
        base_form_class=WagtailAdminModelForm,
    )
    panels_of_others = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
            FieldRowPanel([FieldPanel("duty"), FieldPanel("status")]),
            FieldRowPanel([FieldPanel("sector"), FieldPanel("is_small")]),
            MultiFieldPanel([FieldPanel(name) for name in CONTACT], heading="Contact"),
        ],
        base_form_class=OtherOrganisationForm,
    )

    def get_edit_handler(self) -> ObjectList:
        """The panels for adding; `ChangeOrganisationView` chooses those for changing."""
        return self.panels_of_others


@modeladmin_register
class MembershipAdmin(ModelAdmin):
    """Who acts for whom, now. People without an account are invited from their organisation's page."""

    model = Membership
    menu_label = "Memberships"
    menu_icon = "group"
    menu_order = 301
    permission_helper_class = MembershipPermissionHelper
    button_helper_class = MembershipButtonHelper
    create_view_class = AddMembershipView
    delete_view_class = EndMembershipView
    history_view_enabled = False
    list_display = ("user", "organisation", "part", "started_at")
    list_filter = ("role", "organisation__kind")
    list_select_related = ("user", "organisation")
    list_per_page = 50
    search_fields = ("user__name", "user__email", "organisation__name")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Membership]":
        """Only current ones; ended ones are on the organisation's page, as history."""
        return super().get_queryset(request).filter(ended_at__isnull=True)

    def get_edit_handler(self) -> ObjectList:
        """Whom, where and in what part."""
        return ObjectList(
            [
                FieldPanel("user", heading="Person", widget=person_chooser.widget_class),
                FieldPanel("organisation", widget=organisation_chooser.widget_class),
                FieldRowPanel([FieldPanel("role"), FieldPanel("capacity")]),
            ],
            base_form_class=WagtailAdminModelForm,
        )


@hooks.register("register_admin_viewset")
def choosers() -> list[GuardedChooserViewSet]:
    """The choosers of the membership form."""
    return [organisation_chooser, person_chooser]
