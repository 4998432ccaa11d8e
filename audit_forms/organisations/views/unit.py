"""The Business Unit's list of organisations, and one organisation."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from audit_forms.organisations.forms import OrganisationFilterForm
from audit_forms.organisations.history import story_of
from audit_forms.organisations.models import Organisation
from portal.accounts.decorators import business_unit_required

PER_PAGE = 50


@require_safe
@business_unit_required
def organisations(request: HttpRequest) -> HttpResponse:
    """Search, filter and sort all organisations; everything chosen is in the address."""
    visible = Organisation.objects.visible_to(request.user)
    filters = OrganisationFilterForm(request.GET)
    found = filters.apply(visible.with_leads()).select_related("trust")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "organisations/organisations.html",
        {
            "filters": filters,
            "page_obj": page,
            "to_decide": visible.to_decide().count(),
            "to_link": visible.to_link().count(),
        },
    )


@require_safe
@business_unit_required
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, people and history of one organisation."""
    visible = Organisation.objects.visible_to(request.user).select_related("trust", "successor")
    shown = get_object_or_404(visible, pk=pk)
    members = shown.memberships.current().select_related("user").order_by("user__name", "role")
    return render(
        request,
        "organisations/organisation.html",
        {
            "organisation": shown,
            "members": members,
            "schools": shown.schools.open(),
            "predecessors": shown.predecessors.all(),
            "story": story_of(shown),
        },
    )
