"""Planning an audit, changing its plan, and dropping it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audit_forms.case_audits import permissions, services
from audit_forms.case_audits.forms.common import VersionForm, put_on
from audit_forms.case_audits.forms.planning import PlanForm, new_plan, tools, years_offered
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.views.access import find_audit, saved


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan(request: HttpRequest) -> HttpResponse:
    """A new plan with everything proposed that can be."""
    if not permissions.can_plan(request.user):
        raise Http404
    if not tools().exists():
        return render(request, "case_audits/plan_form.html", {"no_tool": True})
    wanted = request.GET.get("year", "")
    form = PlanForm(request.POST or None, audit=new_plan(wanted if wanted in years_offered() else ""))
    if request.method == "POST" and not is_proposing(request, form) and form.is_valid():
        planned = made(request, form)
        if planned is not None:
            return onwards(request, planned, f"{planned.title} is planned.")
    return render(request, "case_audits/plan_form.html", {"form": form})


def is_proposing(request: HttpRequest, form: PlanForm) -> bool:
    """Whether only new dates are asked for; they are put on the form."""
    if "propose" not in request.POST:
        return False
    form.propose()
    return True


def made(request: HttpRequest, form: PlanForm) -> CaseAudit | None:
    """The plan that was saved; None where it was refused, with the reason on the form."""
    try:
        return services.plan_audit(actor=request.user, **form.plan)
    except ValidationError as refusal:
        put_on(form, refusal)
        return None


def onwards(request: HttpRequest, planned: CaseAudit, words: str) -> HttpResponse:
    """To the plan's page; or, where more key lines are wanted, back to the form."""
    messages.success(request, words)
    if "more" in request.POST:
        return redirect(f"{reverse('programme:change', args=[planned.reference])}#key-lines")
    return redirect(planned)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Change a plan that the group has not agreed."""
    found = draft_of(request.user, reference)
    if not permissions.can_change_plan(request.user, found):
        return sent_back_first(request, found)
    form = PlanForm(request.POST or None, audit=found)
    if request.method == "POST" and not is_proposing(request, form) and form.is_valid():
        changed = saved(request, form, services.change_plan, **form.plan)
        if changed is not None:
            return onwards(request, changed, "The plan is saved.")
    return render(request, "case_audits/plan_form.html", {"form": form, "audit": found})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def drop(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what goes, then delete a plan that nobody has decided on."""
    found = draft_of(request.user, reference)
    if not permissions.can_change_plan(request.user, found):
        return sent_back_first(request, found)
    form = VersionForm(request.POST or None, audit=found)
    if request.method == "POST" and form.is_valid():
        year = found.programme.year
        if saved(request, form, dropped):
            messages.success(request, "The plan is dropped.")
            return redirect(f"{reverse('programme:programme')}?year={year}")
    return render(request, "case_audits/drop.html", {"form": form, "audit": found})


def dropped(**values: Any) -> bool:
    """Drop the plan; true once that is done."""
    services.drop_plan(**values)
    return True


def draft_of(user: Any, reference: str) -> CaseAudit:
    """The audit, for those who plan; raises Http404 for everybody else."""
    found = find_audit(user, reference)
    if not permissions.can_plan(user):
        raise Http404
    return found


def sent_back_first(request: HttpRequest, found: CaseAudit) -> HttpResponse:
    """Say that what was agreed is changed only after it was sent back."""
    state = found.get_status_display().lower()
    messages.error(request, f"The plan is {state}. It can be changed only after the Executive has sent it back.")
    return redirect(found)
