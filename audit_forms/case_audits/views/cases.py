"""The cases of an audit: listed, added one by one, looked at, withdrawn."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from audit_forms.case_audits import services
from audit_forms.case_audits.case_forms import CaseForm, IdentityForm, WithdrawCaseForm
from audit_forms.case_audits.enums import AGENCY_STATUSES, InvolvementStatus
from audit_forms.case_audits.models import Appointment, Case, Involvement
from audit_forms.case_audits.permissions import can_correct_identity, can_keep_cases
from audit_forms.case_audits.standing import Cell, cell_of
from audit_forms.case_audits.views.unit_access import find_audit, find_case
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.organisations.models import Organisation
from portal.accounts.decorators import business_unit_required
from portal.accounts.step_up import fresh_factor_required


@require_safe
@business_unit_required
def cases(request: HttpRequest, reference: str) -> HttpResponse:
    """Every case of the audit under its pseudonym."""
    audit = find_audit(request, reference)
    answered = Count("involvements", filter=~Q(involvements__status=InvolvementStatus.NOTIFIED))
    listed = audit.cases.select_related("identity").annotate(parts=Count("involvements"), answered=answered)
    context = {"audit": audit, "cases": listed, "may_keep": can_keep_cases(request.user, audit)}
    return render(request, "case_audits/unit/cases.html", context)


@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add one case."""
    audit = find_audit(request, reference)
    if not can_keep_cases(request.user, audit):
        messages.error(request, "Cases are added from the Executive’s approval until moderation.")
        return redirect("unit_audits:cases", audit.reference)
    form = CaseForm(request.POST or None, with_identity=audit.uses_vault, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_case(
                audit=audit,
                key=form.cleaned_data["key"],
                age_band=form.cleaned_data["age_band"],
                identity=form.identity,
                actor=request.user,
            )
        except TransitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            told = " Its agencies have been told." if audit.status in AGENCY_STATUSES else ""
            messages.success(request, f"Case {made.reference} is added.{told}")
            return redirect("unit_audits:cases", audit.reference)
    return render(request, "case_audits/unit/add_case.html", {"audit": audit, "form": form})


@require_safe
@business_unit_required
def case(request: HttpRequest, reference: str, case: str) -> HttpResponse:
    """One case: how far each agency is with it, and whether its identity is kept."""
    found = find_case(request, reference, case)
    context = {
        "audit": found.audit,
        "case": found,
        "identity": getattr(found, "identity", None),
        "parts": parts_of(found),
        "may_keep": found.is_active and can_keep_cases(request.user, found.audit),
        "may_correct": can_correct_identity(request.user, found),
    }
    return render(request, "case_audits/unit/case.html", context)


def parts_of(case: Case) -> list[tuple[Organisation, Cell]]:
    """Each agency with how far it is."""
    current = Appointment.objects.current().filter(involvement__case=case)
    appointments = {each.involvement_id: each for each in current}
    parts = Involvement.objects.filter(case=case).select_related("organisation", "audit_return")
    return [(part.organisation, cell_of(case.audit, case, part, appointments)) for part in parts]


@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
def correct(request: HttpRequest, reference: str, case: str) -> HttpResponse:
    """Write down anew who the child is; what is kept is not shown, because that is a reading of its own."""
    found = find_case(request, reference, case)
    if not can_correct_identity(request.user, found):
        return redirect("unit_audits:case", reference, found.reference)
    form = IdentityForm(request.POST or None, age_band=found.age_band)
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_identity(case=found, identity=form.identity, actor=request.user)
        except TransitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, "Who the child is has been put right. Those who look for the record have been told."
            )
            return redirect("unit_audits:case", reference, found.reference)
    context = {"audit": found.audit, "case": found, "form": form}
    return render(request, "case_audits/unit/correct_identity.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@business_unit_required
@fresh_factor_required
def withdraw(request: HttpRequest, reference: str, case: str) -> HttpResponse:
    """Withdraw a case half-way, with a reason."""
    found = find_case(request, reference, case)
    form = WithdrawCaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_case(case=found, reason=form.cleaned_data["reason"], actor=request.user)
        except TransitionRefused as refused:
            form.add_error(None, str(refused))
        except ValidationError as refused:
            form.add_error("reason", refused.messages)
        else:
            messages.success(request, f"Case {found.reference} is withdrawn. Its agencies have been told.")
            return redirect("unit_audits:case", reference, found.reference)
    elif not (found.is_active and can_keep_cases(request.user, found.audit)):
        return redirect("unit_audits:case", reference, found.reference)
    return render(request, "case_audits/unit/withdraw_case.html", {"audit": found.audit, "case": found, "form": form})
