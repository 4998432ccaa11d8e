"""The people of an organisation, for its lead and for the Business Unit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audit_forms.organisations import services
from audit_forms.organisations.confirming import to_confirm
from audit_forms.organisations.enums import MemberState
from audit_forms.organisations.forms import InviteForm
from audit_forms.organisations.models import Membership, Organisation
from portal.accounts.permissions import is_business_unit
from portal.accounts.step_up import fresh_factor_required

PEOPLE = "organisations:people"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@fresh_factor_required(to_read=False)
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who acts for the organisation; invite one more."""
    organisation = managed_organisation(request, pk)
    form = InviteForm(request.POST if request.method == "POST" else None, organisation=organisation)
    if request.method == "POST" and form.is_valid() and invite(request, organisation, form):
        return redirect(PEOPLE, pk)
    members = organisation.memberships.current().select_related("user").order_by("user__name", "role")
    return render(
        request,
        "organisations/people.html",
        {
            "organisation": organisation,
            "members": members,
            "to_confirm": to_confirm(organisation).count(),
            "form": form,
            "is_business_unit": is_business_unit(request.user),
        },
    )


def invite(request: HttpRequest, organisation: Organisation, form: InviteForm) -> bool:
    """Whether the person was invited; what stands against it is put on the form."""
    role, capacity = form.role_and_capacity
    try:
        services.invite_member(
            organisation=organisation,
            email=form.cleaned_data["email"],
            name=form.cleaned_data["name"],
            role=role,
            capacity=capacity,
            actor=request.user,
        )
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    messages.success(request, f"{form.cleaned_data['email']} is told by e-mail what to do next.")
    return True


@require_POST
@login_required
@fresh_factor_required
def invite_again(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    """Send somebody who has not come yet a new link."""
    member = managed_membership(request, pk, membership)
    if member.state != MemberState.INVITED:
        messages.info(request, f"{member.user} has an account already and needs no invitation.")
        return redirect(PEOPLE, pk)
    services.invite_member(
        organisation=member.organisation,
        email=member.user.email,
        name=member.user.name,
        role=member.role,
        capacity=member.capacity,
        actor=request.user,
    )
    messages.success(request, f"A new invitation is on its way to {member.user.email}.")
    return redirect(PEOPLE, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end_membership(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    """Ask, then end the person's part in the organisation."""
    member = managed_membership(request, pk, membership)
    if request.method == "POST":
        try:
            services.end_membership(membership=member, actor=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, f"{member.user} is no longer {member.part.lower()} of {member.organisation}.")
            if member.user == request.user:
                return redirect("start")
        return redirect(PEOPLE, pk)
    return render(
        request,
        "organisations/end_membership.html",
        {"member": member, "organisation": member.organisation, "is_business_unit": is_business_unit(request.user)},
    )


def managed_organisation(request: HttpRequest, pk: int) -> Organisation:
    """The organisation, if the person manages its people; 404 alike for foreign and for missing ones."""
    return get_object_or_404(Organisation.objects.managed_by(request.user), pk=pk)


def managed_membership(request: HttpRequest, pk: int, membership: int) -> Membership:
    """A current membership of an organisation whose people the person manages."""
    organisation = managed_organisation(request, pk)
    current = organisation.memberships.current().select_related("user", "organisation")
    return get_object_or_404(current, pk=membership)
