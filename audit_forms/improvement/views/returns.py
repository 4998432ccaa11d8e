"""The two further tasks of a return: what it says about recommendations, and looking at the action plan."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit_forms.improvement import permissions, services
from audit_forms.improvement.forms import ResponseForm
from audit_forms.improvement.plan import is_demanded, plan_of
from audit_forms.improvement.responding import Asked, asked_of
from audit_forms.improvement.services import Typed
from audit_forms.improvement.workflow import TransitionRefused
from audit_forms.organisations.permissions import holds_role
from audit_forms.returns.models import Return
from audit_forms.returns.querysets import WRITING_ROLES
from audit_forms.returns.views.access import find_return


def find_to_write(request: HttpRequest, reference: str) -> Return:
    """The self-assessment, for its organisation's lead and contributors; readers are refused, others find nothing."""
    audit_return = find_return(request.user, reference)
    if not audit_return.edition.is_self_assessment:
        raise Http404
    if not holds_role(request.user, audit_return.organisation, *WRITING_ROLES):
        raise PermissionDenied
    return audit_return


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def respond(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer each recommendation to the organisation; what is half done is kept too."""
    audit_return = find_to_write(request, reference)
    if not permissions.can_respond(request.user, audit_return):
        return closed(request, audit_return)
    asked = asked_of(audit_return)
    forms = [response_form(each, request.POST if request.method == "POST" else None) for each in asked]
    if request.method == "POST" and not any(form.errors for form in forms):
        typed = {each.recommendation.pk: said(form) for each, form in zip(asked, forms, strict=True)}
        try:
            services.save_responses(audit_return=audit_return, typed=typed, actor=request.user)
        except TransitionRefused as refused:
            forms[0].add_error(None, str(refused))
        else:
            return after_saving(request, audit_return)
    rows = [{"asked": each, "form": form} for each, form in zip(asked, forms, strict=True)]
    context = {"audit_return": audit_return, "rows": rows, "forms": forms}
    context["has_errors"] = any(form.errors for form in forms)
    return render(request, "improvement/respond.html", context)


def response_form(asked: Asked, data: Any) -> ResponseForm:
    """The form of one recommendation; names begin with its reference, so that many stand on one page."""
    names = ("version", "state", "done", "evidence", "effect")
    initial = {name: getattr(asked.response, name) for name in names} if asked.response else {"version": 0}
    return ResponseForm(data, prefix=asked.recommendation.reference, initial=initial)


def said(form: ResponseForm) -> Typed:
    """What was typed, as the service takes it."""
    return Typed(**form.cleaned_data)


def after_saving(request: HttpRequest, audit_return: Return) -> HttpResponse:
    """Back to the return when all is said; else here again, with what is missing."""
    left = sum(1 for each in asked_of(audit_return) if each.missing)
    if "leave" in request.POST or not left:
        messages.success(request, "Your answers are saved.")
        return redirect(audit_return)
    messages.info(request, f"Saved. {left} recommendation{'' if left == 1 else 's'} still need something.")
    return redirect("improvement:respond", audit_return.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan(request: HttpRequest, reference: str) -> HttpResponse:
    """The action plan beside the return; each action is looked at, or all at once."""
    audit_return = find_to_write(request, reference)
    if not permissions.can_respond(request.user, audit_return):
        return closed(request, audit_return)
    if request.method == "POST":
        one = request.POST.get("action", "")
        number = services.confirm_plan(audit_return=audit_return, references=[one] if one else None, actor=request.user)
        if not one:
            messages.success(request, "You have read the action plan.")
            return redirect(audit_return)
        if number:
            messages.success(request, f"{one}: still right.")
        return redirect("improvement:plan", reference)
    actions = list(plan_of(audit_return).with_context())
    demanded = is_demanded(audit_return)
    left = sum(1 for each in actions if each.is_to_do and not each.is_looked_at) if demanded else 0
    context = {"audit_return": audit_return, "actions": actions, "demanded": demanded, "left": left}
    return render(request, "improvement/plan.html", context)


def closed(request: HttpRequest, audit_return: Return) -> HttpResponse:
    """Back to the return: it has been sent, so nothing is open here any more."""
    if request.method == "POST":
        messages.error(request, "Nothing was changed: the return has been sent since you opened the page.")
    return redirect(audit_return)
