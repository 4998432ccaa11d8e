"""What the portal adds to the Wagtail admin for everyone in it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import override
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, modeladmin_register

from home.deleting import refusal_to_delete
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


@hooks.register("before_delete_page")
def delete_by_two_people(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say in words why a page that readers have seen is not deleted by this person alone."""
    refusal = refusal_to_delete(page, request.user)
    if not refusal:
        return None
    messages.error(request, refusal)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def ask_of_each_page_deleted(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Whatever stands against deleting one page stands against deleting it with others: Wagtail asks only the first."""
    if action_type != "delete" or action.models != [Page]:
        return None
    asked = hooks.get_hooks("before_delete_page")
    answers = (ask(request, each) for each in objects for ask in asked)
    return next((answer for answer in answers if answer), None)
