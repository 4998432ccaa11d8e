"""What the portal adds to the Wagtail admin for everyone in it."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, modeladmin_register

from home.models import ProblemReport


@hooks.register("register_admin_menu_item")
def way_back_to_the_portal() -> MenuItem:
    """The first entry of the menu leads out of the admin, to the site and the person's own work."""
    # Whatever language somebody has chosen for the admin.
    with override(settings.LANGUAGE_CODE):
        address = reverse("wagtail_serve", args=[""])
    return MenuItem("Back to the site", address, name="back-to-site", icon_name="home", order=1)


class ReportPermissionHelper(PermissionHelper):
    """Reports come by the form only, and say what their readers wrote."""

    def user_can_create(self, user: Any) -> bool:
        """Never here."""
        return False

    def user_can_edit_obj(self, user: Any, obj: ProblemReport) -> bool:
        """Never."""
        return False


@modeladmin_register
class ProblemReportAdmin(ModelAdmin):
    """What readers say is wrong with pages: read, put right, deleted."""

    model = ProblemReport
    menu_label = "Problems with pages"
    menu_icon = "warning"
    menu_order = 350
    permission_helper_class = ReportPermissionHelper
    inspect_view_enabled = True
    list_display = ("words", "page", "email", "reported_at")
    search_fields = ("words", "page")
    inspect_view_fields = ("page", "words", "email", "reported_at")
    history_view_enabled = False
