"""Who confirms a return that waits for sign-off: the lead changes whom, sends a link again, or takes it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit_forms.questionnaires.models import SignOffStep
from audit_forms.returns import permissions, services
from audit_forms.returns.forms.signatories import SignatoriesForm
from audit_forms.returns.models import Return
from audit_forms.returns.services.common import next_step
from audit_forms.returns.signing import Invitee
from audit_forms.returns.views.access import find_return
from audit_forms.returns.workflow import TransitionRefused


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def signatories(request: HttpRequest, reference: str) -> HttpResponse:
    """Each step with whoever signed it or is to sign it."""
    audit_return = find_return(request.user, reference)
    if not permissions.leads(request.user, audit_return):
        raise PermissionDenied
    if not permissions.can_choose_signatories(request.user, audit_return):
        return redirect(audit_return)
    form = SignatoriesForm(
        request.POST if request.method == "POST" and "again" not in request.POST else None,
        audit_return=audit_return,
        steps=pending_steps(audit_return),
    )
    if request.method == "POST" and (send_again(request, audit_return, form) or save(request, audit_return, form)):
        return redirect("returns:signatories", reference)
    signed = audit_return.sign_offs.filter(attempt=audit_return.attempt).select_related("signed_by", "signing_link")
    context = {"audit_return": audit_return, "form": form, "sign_offs": signed, "next_step": next_step(audit_return)}
    return render(request, "returns/signatories.html", context)


def pending_steps(audit_return: Return) -> list[SignOffStep]:
    """The steps that nobody has taken in this attempt."""
    done = set(audit_return.sign_offs.filter(attempt=audit_return.attempt).values_list("capacity", flat=True))
    return [step for step in audit_return.edition.sign_off_steps.all() if step.capacity not in done]


def send_again(request: HttpRequest, audit_return: Return, form: SignatoriesForm) -> bool:
    """Send the same person a new link, where that button was pressed."""
    link = form.links.get(request.POST.get("again", ""))
    if link is None:
        return "again" in request.POST
    try:
        services.send_signing_link(
            audit_return=audit_return,
            capacity=link.capacity,
            invitee=Invitee(link.name, link.email),
            actor=request.user,
        )
    except TransitionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"A new link is on its way to {link.name}. The earlier one no longer works.")
    return True


def save(request: HttpRequest, audit_return: Return, form: SignatoriesForm) -> bool:
    """Send and take back links as the form now says; False where something in it is wrong."""
    if not form.is_valid():
        return False
    for step in form.steps:
        link, invitee = form.links.get(step.capacity), form.invitees.get(step.capacity)
        if invitee is None:
            services.revoke_signing_link(audit_return=audit_return, capacity=step.capacity, actor=request.user)
        elif link is None or (link.name, link.email) != (invitee.name, invitee.email):
            try:
                services.send_signing_link(
                    audit_return=audit_return, capacity=step.capacity, invitee=invitee, actor=request.user
                )
            except services.AddressRefused as refused:
                form.add_error(f"{step.capacity}.email", str(refused))
                return False
    messages.success(request, "Saved. Whoever’s turn it is has been told by e-mail.")
    return True
