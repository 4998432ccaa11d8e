"""What waits for a respondent."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.returns.enums import EDITABLE_STATUSES, ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.returns.querysets import READING_ROLES
from audit_forms.returns.services.common import next_step
from portal.accounts.permissions import is_business_unit


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The person's returns: what they are to sign, what is still to write, what is done; their trust's schools."""
    memberships = list(Membership.objects.of(request.user).in_roles(*READING_ROLES).select_related("organisation"))
    returns = (
        Return.objects.of_members(request.user, *READING_ROLES)
        .filter(is_confidential=False)
        .with_context()
        .with_deadline()
        .prefetch_related("sign_offs", "exercise__edition__sign_off_steps")
        .order_by("due_at", "organisation__name")
    )
    to_sign, to_write, others = sort_out(returns, memberships)
    trust_returns = Return.objects.status_visible_to(request.user).with_context().with_deadline()
    return render(
        request,
        "returns/home.html",
        {
            "to_sign": to_sign,
            "to_write": to_write,
            "others": others,
            "led": [each.organisation for each in memberships if each.role == MembershipRole.LEAD],
            "trust_returns": trust_returns.order_by("-exercise__opens_at", "organisation__name"),
            "is_business_unit": is_business_unit(request.user),
        },
    )


def sort_out(returns: Any, memberships: list[Membership]) -> tuple[list[Return], list[Return], list[Return]]:
    """The returns that await this person's signature, those open for answers, and the rest."""
    capacities = {(m.organisation_id, m.capacity) for m in memberships if m.role == MembershipRole.SIGNATORY}
    to_sign, to_write, others = [], [], []
    for each in returns:
        step = next_step(each) if each.status == ReturnStatus.AWAITING_SIGN_OFF else None
        if step is not None and (each.organisation_id, step.capacity) in capacities:
            to_sign.append(each)
        elif each.status in EDITABLE_STATUSES:
            to_write.append(each)
        else:
            others.append(each)
    return to_sign, to_write, others
