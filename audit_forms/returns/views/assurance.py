"""The Business Unit at a return: who gets in, and taking back what should not have been asked for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit_forms.returns import permissions, services
from audit_forms.returns.forms.decisions import ReasonForm
from audit_forms.returns.models import Return
from audit_forms.returns.views.access import find_return
from audit_forms.returns.workflow import TransitionRefused
from portal.accounts.permissions import is_business_unit


def find_for_unit(request: HttpRequest, reference: str) -> Return:
    """The return, for the Business Unit; others who may read it are refused, all others find nothing."""
    audit_return = find_return(request.user, reference)
    if not is_business_unit(request.user):
        raise PermissionDenied
    return audit_return


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Take back a draft that should not have been asked for."""
    audit_return = find_for_unit(request, reference)
    if not permissions.can_withdraw(request.user, audit_return):
        return moved_on(request, audit_return)
    form = ReasonForm(request.POST or None, label="Say why you are withdrawing it")
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw(audit_return=audit_return, actor=request.user, reason=form.cleaned_data["reason"])
        except TransitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The return is withdrawn.")
            return redirect(audit_return)
    return render(request, "returns/withdraw.html", {"audit_return": audit_return, "form": form})


def moved_on(request: HttpRequest, audit_return: Return) -> HttpResponse:
    """Back to the return, saying that what was pressed is not possible any more."""
    if request.method == "POST":
        messages.error(request, "Nothing was changed: the return has moved on since you opened the page.")
    return redirect(audit_return)
