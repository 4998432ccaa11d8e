"""Asking again for a return that was withdrawn."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit_forms.returns import permissions, services
from audit_forms.returns.forms.decisions import ReasonForm
from audit_forms.returns.views.access import find_return
from audit_forms.returns.workflow import TransitionRefused
from portal.accounts.permissions import is_business_unit


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reinstate(request: HttpRequest, reference: str) -> HttpResponse:
    """Say why, and the same return is a draft again."""
    audit_return = find_return(request.user, reference)
    if not is_business_unit(request.user):
        raise PermissionDenied
    if not permissions.can_reinstate(request.user, audit_return):
        if request.method == "POST":
            messages.error(request, "Nothing was changed: the return has moved on since you opened the page.")
        return redirect(audit_return)
    form = ReasonForm(request.POST or None, label="Say why it is asked for again")
    if request.method == "POST" and form.is_valid():
        try:
            services.reinstate(audit_return=audit_return, actor=request.user, reason=form.cleaned_data["reason"])
        except TransitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The return is asked for again. Give it more time in the tracker if it needs it.")
            return redirect(audit_return)
    return render(request, "returns/reinstate.html", {"audit_return": audit_return, "form": form})
