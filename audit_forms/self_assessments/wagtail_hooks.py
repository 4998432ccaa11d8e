"""Rounds in the Wagtail admin: planned and changed there until they open; then the tracker takes over."""

from typing import Any

from django.forms import ModelForm, RadioSelect
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, modeladmin_register
from wagtail_modeladmin.views import CreateView, DeleteView, EditView

from audit_forms.self_assessments.forms import RoundAdminForm
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.permissions import can_run_rounds
from audit_forms.self_assessments.services import change_plan, drop_plan, schedule_round

SCOPE_HELP = (
    "A full year asks every question that applies. An interim year asks only questions that are new or changed since "
    "an organisation’s last return, questions it rated red or amber, and its action plan; an organisation without an "
    "earlier return is asked everything. The page from which you open the round says how many of each there will be."
)
CARRY_HELP = (
    "Ticked, last time’s answers, actions and evidence are in the new return from the start. None of them counts until "
    "somebody at the school or agency has confirmed or changed it. Without the tick every return begins empty; last "
    "time’s answers are still shown beside the questions."
)


class RoundPermissionHelper(PermissionHelper):
    """The Business Unit plans rounds; one that has opened is changed by its tracker's own services only."""

    def user_has_any_permissions(self, user: Any) -> bool:
        """Whether the menu and the list are there at all."""
        return can_run_rounds(user)

    def user_can_create(self, user: Any) -> bool:
        """A new round."""
        return can_run_rounds(user)

    def user_can_edit_obj(self, user: Any, obj: Round) -> bool:
        """Until it opens."""
        return can_run_rounds(user) and not obj.is_open

    def user_can_delete_obj(self, user: Any, obj: Round) -> bool:
        """Until it opens."""
        return self.user_can_edit_obj(user, obj)


class RoundButtonHelper(ButtonHelper):
    """Adds the way to the tracker."""

    def get_buttons_for_obj(self, obj: Round, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        """The usual buttons, and ours."""
        tracker = {
            "url": reverse("self_assessments:tracker", args=[obj.pk]),
            "label": "Tracker",
            "classname": "button button-small button-secondary",
            "title": f"See how {obj.title} stands",
        }
        return [*super().get_buttons_for_obj(obj, *args, **kwargs), tracker]


class ScheduleView(CreateView):
    """Plans a round by the service, which writes the audit trail."""

    def form_valid(self, form: ModelForm) -> HttpResponse:
        """Schedule, say so, and go to the list."""
        planned = schedule_round(actor=self.request.user, **form.cleaned_data)
        messages.success(self.request, f"{planned.title} is planned.")
        return redirect(self.get_success_url())


class ChangePlanView(EditView):
    """Changes a planned round by the service, which writes the audit trail."""

    def form_valid(self, form: ModelForm) -> HttpResponse:
        """Change, say so, and go to the list."""
        change_plan(exercise=self.instance, actor=self.request.user, **form.cleaned_data)
        messages.success(self.request, f"{self.instance.title} is changed.")
        return redirect(self.get_success_url())


class DropPlanView(DeleteView):
    """Deletes a planned round by the service, which writes the audit trail."""

    def delete_instance(self) -> None:
        """Drop the plan."""
        drop_plan(exercise=self.instance, actor=self.request.user)


@modeladmin_register
class RoundAdmin(ModelAdmin):
    """The register of rounds."""

    model = Round
    menu_label = "Rounds"
    menu_icon = "calendar-alt"
    menu_order = 310
    permission_helper_class = RoundPermissionHelper
    button_helper_class = RoundButtonHelper
    create_view_class = ScheduleView
    edit_view_class = ChangePlanView
    delete_view_class = DropPlanView
    inspect_view_enabled = True
    history_view_enabled = False
    list_display = ("title", "edition", "scope", "opens_at", "deadline", "opened_at")
    list_select_related = ("edition__questionnaire",)
    search_fields = ("title", "year")
    inspect_view_fields = (
        *("title", "year", "edition", "scope", "carries_forward", "opens_at", "deadline", "grace", "opened_at"),
    )

    def get_edit_handler(self) -> ObjectList:
        """Everything that is planned."""
        return ObjectList(
            [
                FieldRowPanel([FieldPanel("title"), FieldPanel("year")]),
                FieldPanel("edition"),
                FieldPanel("scope", widget=RadioSelect, help_text=SCOPE_HELP),
                FieldPanel("carries_forward", help_text=CARRY_HELP),
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("deadline"), FieldPanel("grace")]),
            ],
            base_form_class=RoundAdminForm,
        )
