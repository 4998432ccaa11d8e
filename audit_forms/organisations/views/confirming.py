"""Each term a lead says who is still there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit_forms.organisations import confirming
from audit_forms.organisations.forms_confirming import ConfirmForm
from audit_forms.organisations.models import Organisation
from audit_forms.organisations.views.people import PEOPLE, managed_organisation
from portal.accounts.permissions import is_business_unit


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody whom nobody has confirmed this term, in one form."""
    organisation = managed_organisation(request, pk)
    members = list(confirming.to_confirm(organisation))
    form = ConfirmForm(request.POST if request.method == "POST" else None, members=members, user=request.user)
    if request.method == "POST" and form.is_valid() and confirmed(request, organisation, form):
        return redirect(PEOPLE, pk)
    context = {
        "organisation": organisation,
        "form": form,
        "members": members,
        "is_business_unit": is_business_unit(request.user),
    }
    return render(request, "organisations/confirm.html", context)


def confirmed(request: HttpRequest, organisation: Organisation, form: ConfirmForm) -> bool:
    """Whether it was noted; what stands against it is put on the form."""
    try:
        confirming.confirm_people(organisation=organisation, here=form.here, left=form.left, actor=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    messages.success(request, "Thank you. Who is still here is noted, and who has left has no access any more.")
    return True
