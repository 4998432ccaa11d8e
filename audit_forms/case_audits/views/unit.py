"""The Business Unit's list of case audits, and its page of one audit."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit_forms.case_audits import permissions, services
from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.history import history_of, note_kept
from audit_forms.case_audits.listing import PER_PAGE, AuditFilterForm
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.timetable import draw, steps_of
from audit_forms.case_audits.views.access import find_audit
from audit_forms.case_audits.waiting import next_day, next_step
from portal.accounts.decorators import business_unit_required


@require_safe
@business_unit_required
def audit_list(request: HttpRequest) -> HttpResponse:
    """Every audit, with filters and order from the address."""
    filters = AuditFilterForm(request.GET)
    found = filters.found(CaseAudit.objects.visible_to(request.user))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    for each in page.object_list:
        each.next_step, each.next_day = next_step(each), next_day(each)
    column, descending = filters.order
    context = {"filters": filters, "page_obj": page, "sorted_by": column, "descending": descending}
    return render(request, "case_audits/unit/list.html", context)


@require_safe
@business_unit_required
def audit(request: HttpRequest, reference: str) -> HttpResponse:
    """One audit: its state, its next step, what it still needs, and each part of the work."""
    found = find_audit(request.user, reference)
    return render(request, "case_audits/unit/audit.html", unit_context(request.user, found))


def unit_context(user: Any, found: CaseAudit) -> dict[str, Any]:
    """What the Business Unit's page of an audit shows."""
    is_approved = found.status == AuditStatus.APPROVED
    return {
        "audit": found,
        "next_step": next_step(found),
        "next_day": next_day(found),
        "steps": steps_of(found),
        "drawing": draw([found]),
        "missing": services.missing_for_start(found) if found.is_planned else [],
        "is_approved": is_approved,
        "agency_number": found.asked.count(),
        "note_kept": note_kept(found),
        "history": history_of(found),
        "may_prepare": permissions.can_keep_governance(user, found),
        "may_ask_more": permissions.can_ask_more(user, found),
        "may_name_chair": permissions.can_name_chair(user, found),
        "may_move_dates": permissions.can_move_dates(user, found),
        "may_close_returns": permissions.can_close_returns(user, found),
    }
