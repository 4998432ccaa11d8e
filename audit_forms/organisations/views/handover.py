"""Handing over: a leaver's work goes to a member, or to somebody invited by e-mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit_forms.organisations import handover
from audit_forms.organisations.forms import HandoverForm
from audit_forms.organisations.models import Membership
from audit_forms.organisations.views.people import PEOPLE, managed_membership
from portal.accounts.permissions import is_business_unit
from portal.accounts.step_up import fresh_factor_required


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@fresh_factor_required
def hand_over(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    """Choose who takes over, and let everything move at once."""
    member = managed_membership(request, pk, membership)
    if not handover.can_hand_over(request.user, member):
        raise Http404
    form = HandoverForm(
        request.POST if request.method == "POST" else None, members=handover.successors_of(member), leaver=member
    )
    if request.method == "POST" and form.is_valid() and handed_over(request, member, form):
        return redirect("start") if member.user == request.user else redirect(PEOPLE, pk)
    context = {"member": member, "organisation": member.organisation, "form": form}
    return render(
        request, "organisations/hand_over.html", context | {"is_business_unit": is_business_unit(request.user)}
    )


def handed_over(request: HttpRequest, member: Membership, form: HandoverForm) -> bool:
    """Whether it happened; what stands against it is put on the form."""
    try:
        taken = handover.hand_over(membership=member, actor=request.user, **form.details)
    except ValidationError as refusal:
        form.add_error("successor", refusal.messages)
        return False
    messages.success(request, f"{taken.user} has taken over from {member.user}. Both are told by e-mail.")
    return True
