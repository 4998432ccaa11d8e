"""Screens of the Wagtail admin that go through the services, so that the audit trail and the rules hold there too."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.panels import Panel
from wagtail_modeladmin.views import CreateView, DeleteView, EditView

from audit_forms.organisations import services
from audit_forms.organisations.enums import OrganisationKind


def save_organisation(view: CreateView | EditView, form: ModelForm) -> HttpResponse:
    """Save what the form holds through the service, say so, and go to the list."""
    saved = services.save_organisation(
        organisation=form.save(commit=False), changed=form.changed_data, actor=view.request.user
    )
    messages.success(view.request, f"{saved.name} is saved.")
    return redirect(view.get_success_url())


class AddOrganisationView(CreateView):
    """Adds a trust or an agency; schools come from the register."""

    def form_valid(self, form: ModelForm) -> HttpResponse:
        """Add it."""
        return save_organisation(self, form)


class ChangeOrganisationView(EditView):
    """Changes an organisation; what the register says of a school is shown and not asked."""

    def get_edit_handler(self) -> Panel:
        """The panels for this kind of organisation."""
        is_school = self.instance.kind == OrganisationKind.SCHOOL
        panels = self.model_admin.school_panels if is_school else self.model_admin.panels_of_others
        return panels.bind_to_model(self.model)

    def form_valid(self, form: ModelForm) -> HttpResponse:
        """Save the change."""
        return save_organisation(self, form)


class AddMembershipView(CreateView):
    """Gives somebody who has an account a part in an organisation."""

    def form_valid(self, form: ModelForm) -> HttpResponse:
        """Add the membership, say so, and go to the list."""
        try:
            made = services.add_member(**form.cleaned_data, actor=self.request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return self.form_invalid(form)
        messages.success(self.request, f"{made} from now on.")
        return redirect(self.get_success_url())


class EndMembershipView(DeleteView):
    """Ends a membership in place of deleting it."""

    page_title = "End membership"

    def get_meta_title(self) -> str:
        """The title of the window."""
        return "End membership"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End it, say so, and go to the list."""
        try:
            services.end_membership(membership=self.instance, actor=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, f"{self.instance}: ended.")
        return redirect(self.index_url)
