"""The grid of cases by agencies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit_forms.case_audits.enums import PartState
from audit_forms.case_audits.permissions import can_chase
from audit_forms.case_audits.standing import OVERDUE, grid_of
from audit_forms.case_audits.views.unit_access import find_audit
from portal.accounts.decorators import business_unit_required


@require_safe
@business_unit_required
def grid(request: HttpRequest, reference: str) -> HttpResponse:
    """How far each agency is with each case; `?state=` shows what is in that state only."""
    audit = find_audit(request, reference)
    wanted = request.GET.get("state", "")
    wanted = wanted if wanted in (OVERDUE, *PartState.values) else ""
    context = {"audit": audit, "grid": grid_of(audit, wanted), "may_chase": can_chase(request.user, audit)}
    return render(request, "case_audits/unit/grid.html", context)
