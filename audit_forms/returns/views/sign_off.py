"""Sending for sign-off, and signing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit_forms.returns import permissions, services
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.forms.decisions import ConfirmForm, DeclarationForm, SendBackForm
from audit_forms.returns.forms.signatories import SignatoriesForm
from audit_forms.returns.hooks import further_tasks
from audit_forms.returns.models import Return
from audit_forms.returns.reading import read_return
from audit_forms.returns.services.common import next_step
from audit_forms.returns.views.access import find_return
from audit_forms.returns.views.reading import reading_context
from audit_forms.returns.workflow import TransitionRefused

SEND_BACK_LABEL = "Say what should change"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def send(request: HttpRequest, reference: str) -> HttpResponse:
    """The lead declares the return true and sends it to the first signatory."""
    audit_return = find_return(request.user, reference)
    if not permissions.sends(request.user, audit_return):
        raise PermissionDenied
    if not permissions.can_send_for_sign_off(request.user, audit_return):
        return redirect(audit_return)
    # A confidential return goes to the agency's lead: nobody is to be chosen, and no link leads to it.
    steps = [] if audit_return.is_confidential else list(audit_return.edition.sign_off_steps.all())
    data = request.POST or None
    form = DeclarationForm(data, statement=audit_return.edition.lead_statement)
    signatories = SignatoriesForm(data, audit_return=audit_return, steps=steps)
    if request.method == "POST" and form.is_valid() and signatories.is_valid():
        try:
            services.send_for_sign_off(audit_return=audit_return, actor=request.user, invitees=signatories.invitees)
        except services.Incomplete:
            messages.error(request, "Something is still missing. It is listed here.")
            return redirect("returns:check", reference)
        except services.AddressRefused as refused:
            signatories.add_error(f"{refused.capacity}.email", str(refused))
        else:
            messages.success(request, "The return has been sent for sign-off.")
            return redirect(audit_return)
    if read_return(audit_return).left or any(task.left for task in further_tasks(audit_return)):
        return redirect("returns:check", reference)
    context = {"audit_return": audit_return, "form": form, "signatories": signatories, "forms": [signatories]}
    return render(request, "returns/send.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sign(request: HttpRequest, reference: str) -> HttpResponse:
    """The whole return, what the signatory confirms in full sentences, and the two buttons."""
    audit_return = find_return(request.user, reference)
    if not permissions.signs(request.user, audit_return):
        raise PermissionDenied
    step = next_step(audit_return)
    if not permissions.can_sign(request.user, audit_return, step):
        if request.method == "POST":
            messages.error(request, "Nothing was signed: it is not your turn, or you have signed already.")
        return redirect(audit_return)
    forms = sign_forms(request, audit_return, step)
    if request.method == "POST":
        done = decide(request, audit_return, forms)
        if done:
            return done
    reading = read_return(audit_return)
    context = {"step": step, "confirm_form": forms[0], "back_form": forms[1], "forms": forms, "signer": request.user}
    return render(request, "returns/sign.html", reading_context(audit_return, reading) | context)


def sign_forms(request: HttpRequest, audit_return: Return, step: Any) -> list[Any]:
    """The form behind each of the two buttons; only the one that was pressed has data."""
    data: dict[str, Any] = {"confirm": None, "send_back": None}
    if request.method == "POST":
        data["send_back" if "send_back" in request.POST else "confirm"] = request.POST
    initial = {"attempt": audit_return.attempt}
    return [
        ConfirmForm(data["confirm"], step=step, initial=initial, auto_id="confirm_%s"),
        SendBackForm(data["send_back"], label=SEND_BACK_LABEL, initial=initial, auto_id="back_%s"),
    ]


def decide(request: HttpRequest, audit_return: Return, forms: list[Any]) -> HttpResponse | None:
    """Confirm or send back, as the signatory said; None where the form has something wrong in it."""
    confirm_form, back_form = forms
    form = back_form if back_form.is_bound else confirm_form
    if not form.is_valid():
        return None
    try:
        if form is back_form:
            services.decline(audit_return=audit_return, actor=request.user, **form.cleaned_data)
            messages.success(request, "The return has gone back to the lead with your reason.")
            return redirect(audit_return)
        signed = services.confirm(audit_return=audit_return, actor=request.user, **form.cleaned_data)
    except TransitionRefused as refused:
        form.add_error(None, str(refused))
        return None
    if signed.status == ReturnStatus.SUBMITTED:
        return redirect("returns:receipt", audit_return.reference)
    messages.success(request, "You have confirmed the return. The next person has been told.")
    return redirect(audit_return)
