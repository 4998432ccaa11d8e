"""Recommendations: the Business Unit's list and forms, and the page their organisations read too."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.improvement import permissions, services
from audit_forms.improvement.enums import RecommendationStatus
from audit_forms.improvement.listing import RECOMMENDATIONS_PER_PAGE
from audit_forms.improvement.models import Action, Recommendation
from audit_forms.improvement.recommendation_forms import (
    EndForm,
    RecommendationFilterForm,
    RecommendationForm,
    initial_of,
)
from audit_forms.improvement.views.access import find_recommendation
from audit_forms.improvement.workflow import TransitionRefused
from audit_forms.returns.models import Return
from portal.accounts.decorators import business_unit_required
from portal.accounts.permissions import is_business_unit

ENDINGS = {
    "done": (RecommendationStatus.DONE, "Mark as done", services.mark_done),
    "withdraw": (RecommendationStatus.WITHDRAWN, "Withdraw", services.withdraw_recommendation),
}


@require_safe
@business_unit_required
def index(request: HttpRequest) -> HttpResponse:
    """Find and follow recommendations; everything chosen is in the address."""
    filters = RecommendationFilterForm(request.GET)
    found = filters.apply(Recommendation.objects.visible_to(request.user))
    page = Paginator(found.with_numbers(), RECOMMENDATIONS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "improvement/recommendations.html", {"filters": filters, "page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def add(request: HttpRequest) -> HttpResponse:
    """Raise a recommendation."""
    form = RecommendationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        raised = services.raise_recommendation(actor=request.user, **form.facts)
        messages.success(request, "The recommendation stands. It is asked about in the next returns.")
        return redirect(raised)
    return render(request, "improvement/recommendation_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Put it better while it stands."""
    recommendation = find_recommendation(request.user, reference)
    if not permissions.can_change_recommendation(request.user, recommendation):
        return redirect(recommendation)
    form = RecommendationForm(request.POST or None, initial=initial_of(recommendation))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            services.change_recommendation(
                recommendation=recommendation, version=version, actor=request.user, **form.facts
            )
        except TransitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The recommendation is changed.")
            return redirect(recommendation)
    context = {"form": form, "recommendation": recommendation}
    return render(request, "improvement/recommendation_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def end(request: HttpRequest, reference: str, ending: str) -> HttpResponse:
    """Mark it as done, or withdraw it, saying why."""
    recommendation = find_recommendation(request.user, reference)
    if ending not in ENDINGS:
        raise Http404
    status, title, service = ENDINGS[ending]
    if not recommendation.is_open:
        return redirect(recommendation)
    form = EndForm(request.POST or None, initial={"version": recommendation.version})
    if request.method == "POST" and form.is_valid():
        try:
            service(recommendation=recommendation, actor=request.user, **form.cleaned_data)
        except TransitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The recommendation is {status.label.lower()}.")
            return redirect(recommendation)
    context = {"form": form, "recommendation": recommendation, "title": title, "ending": ending}
    return render(request, "improvement/end_recommendation.html", context)


@require_safe
@login_required
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """What is wanted and why; below it, of the reader's own organisations, what they have answered and do."""
    recommendation = find_recommendation(request.user, reference)
    unit = is_business_unit(request.user)
    responses = recommendation.responses.select_related("audit_return__organisation", "audit_return__exercise")
    if not unit:
        responses = responses.filter(audit_return__in=Return.objects.visible_to(request.user))
    context = {
        "recommendation": recommendation,
        "organisations": recommendation.organisations.order_by("name") if unit else (),
        "responses": responses.filter(frozen_at__isnull=False).order_by("-frozen_at", "-pk"),
        "actions": Action.objects.visible_to(request.user).filter(recommendation=recommendation).with_context(),
        "is_business_unit": unit,
    }
    return render(request, "improvement/recommendation.html", context)
