"""What the register leaves to a person: which duty a school is under, and which school goes on from a closed one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.organisations import services
from audit_forms.organisations.enums import OrganisationKind
from audit_forms.organisations.forms import AgencySuccessorForm, DutyForm, SuccessorForm
from audit_forms.organisations.models import Organisation
from audit_forms.organisations.querysets import OrganisationQuerySet
from audit_forms.organisations.register.succession import likely_successors
from portal.accounts.decorators import business_unit_required

PER_PAGE = 50


@require_safe
@business_unit_required
def to_decide(request: HttpRequest) -> HttpResponse:
    """Schools whose type does not say which law they are under."""
    waiting = Organisation.objects.visible_to(request.user).to_decide()
    return _listed(request, "organisations/to_decide.html", waiting)


@require_safe
@business_unit_required
def to_link(request: HttpRequest) -> HttpResponse:
    """Schools that closed to go on under a new URN and have no successor yet."""
    waiting = Organisation.objects.visible_to(request.user).to_link()
    return _listed(request, "organisations/to_link.html", waiting.order_by("-closed_on", "name"))


def _listed(request: HttpRequest, template: str, waiting: OrganisationQuerySet) -> HttpResponse:
    return render(request, template, {"page_obj": Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))})


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def decide_duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide the duty of one school."""
    school = get_object_or_404(Organisation.objects.visible_to(request.user).schools(), pk=pk)
    form = DutyForm(request.POST if request.method == "POST" else None, initial={"duty": school.duty})
    if request.method == "POST" and form.is_valid():
        decided = services.decide_duty(organisation=school, duty=form.cleaned_data["duty"], actor=request.user)
        messages.success(request, f"{decided.name}: {decided.get_duty_display()}.")
        waiting = Organisation.objects.visible_to(request.user).to_decide().exists()
        return redirect("organisations:to_decide") if waiting else redirect(decided)
    return render(request, "organisations/decide_duty.html", {"organisation": school, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a closed school became (one of the likely ones, or another by its URN), or a closed agency."""
    kinds = (OrganisationKind.SCHOOL, OrganisationKind.AGENCY)
    closed = get_object_or_404(Organisation.objects.visible_to(request.user).filter(kind__in=kinds), pk=pk)
    if closed.is_open or closed.successor_id:
        return redirect(closed)
    sent = request.POST if request.method == "POST" else None
    form: SuccessorForm | AgencySuccessorForm = (
        AgencySuccessorForm(sent, closed=closed)
        if closed.kind == OrganisationKind.AGENCY
        else SuccessorForm(sent, likely=likely_successors(closed))
    )
    if request.method == "POST" and form.is_valid() and _linked(request, closed, form):
        return redirect(closed)
    return render(request, "organisations/link.html", {"organisation": closed, "form": form})


def _linked(request: HttpRequest, closed: Organisation, form: SuccessorForm | AgencySuccessorForm) -> bool:
    successor = form.cleaned_data["successor"]
    try:
        services.link_successor(organisation=closed, successor=successor, actor=request.user)
    except ValidationError as refusal:
        by_urn = form.cleaned_data.get("likely") == SuccessorForm.OTHER
        form.add_error("urn" if by_urn else next(iter(form.fields)), refusal.messages)
        return False
    messages.success(request, f"{closed.name} goes on as {successor.name}.")
    return True
