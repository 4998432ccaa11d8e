"""Actions as list, board, file, and by organisation."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit_forms.improvement.listing import PER_PAGE, ActionFilterForm, actions_by_status
from audit_forms.improvement.models import Action, Recommendation
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.returns.querysets import WRITING_ROLES
from portal.accounts.permissions import is_business_unit
from portal.accounts.step_up import fresh_factor_required
from portal.spreadsheets import csv_lines

ON_BOARD = 10
CHUNK = 500
COLUMNS = (
    *("Reference", "Organisation", "Action", "Who", "Owner", "Due", "Status", "Overdue", "Priority", "Comes from"),
    *("Section", "Question", "Return", "Recommendation", "Opened (UK time)", "Closed (UK time)"),
)


@require_safe
@login_required
def action_list(request: HttpRequest) -> HttpResponse:
    """The actions the person may read, what is due next first; filters and order from the address."""
    visible = Action.objects.visible_to(request.user)
    filters = ActionFilterForm(request.GET, visible=visible, user=request.user)
    page = Paginator(filters.found().with_context(), PER_PAGE).get_page(request.GET.get("page"))
    column, descending = filters.order
    context = {
        **whose(request, visible),
        "filters": filters,
        "page_obj": page,
        "sorted_by": column,
        "descending": descending,
        "address": request.GET.urlencode(),
    }
    return render(request, "improvement/list.html", context)


@require_safe
@login_required
def board(request: HttpRequest) -> HttpResponse:
    """The same actions in a column for each status, with the buttons that move them on."""
    visible = Action.objects.visible_to(request.user)
    filters = ActionFilterForm(request.GET, visible=visible, user=request.user, any_status=True)
    context = {
        **whose(request, visible),
        "filters": filters,
        "columns": actions_by_status(filters.found(), ON_BOARD),
        "writes_for": set(written_by(request.user)),
        "address": request.GET.urlencode(),
    }
    return render(request, "improvement/board.html", context)


def whose(request: HttpRequest, visible: Any) -> dict[str, Any]:
    """What every view of the plan says at its top: how many are open and overdue, and the ways on."""
    schools = Action.objects.status_visible_to(request.user)
    unit = is_business_unit(request.user)
    recommendations = Recommendation.objects.none() if unit else Recommendation.objects.visible_to(request.user)
    return {
        "is_business_unit": unit,
        "live_number": visible.live().count(),
        "overdue_number": visible.overdue().count(),
        "waiting_number": visible.waiting().count(),
        "has_schools": unit or schools.exists(),
        "may_add": bool(written_by(request.user)),
        "recommendations": recommendations.open(),
    }


def written_by(user: Any) -> list[int]:
    """The organisations the person works for as lead or contributor."""
    return list(Membership.objects.of(user).in_roles(*WRITING_ROLES).values_list("organisation", flat=True))


@require_safe
@login_required
@fresh_factor_required
def export_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered actions as CSV, sent while they are read; no cell is taken for a formula (bars S16)."""
    visible = Action.objects.visible_to(request.user)
    filters = ActionFilterForm(request.GET, visible=visible, user=request.user)
    response = StreamingHttpResponse(csv_lines(COLUMNS, export_rows(filters)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="actions-{timezone.localdate().isoformat()}.csv"'
    return response


def export_rows(filters: ActionFilterForm) -> Iterator[list[Any]]:
    """One row for each action that the filters let through, in the order of COLUMNS."""
    for action in filters.found().with_context().iterator(chunk_size=CHUNK):
        question = action.question
        yield [
            action.reference,
            action.organisation.name,
            action.what,
            action.who,
            str(action.owner or ""),
            action.due_on,
            action.get_status_display(),
            "Yes" if action.is_overdue else "No",
            action.get_priority_display(),
            action.get_source_display(),
            question.section.title if question else "",
            question.number if question else "",
            action.audit_return.reference if action.audit_return else "",
            action.recommendation.reference if action.recommendation else "",
            action.opened_at,
            action.closed_at,
        ]


@require_safe
@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    """Each organisation's numbers: for the Business Unit all, for a trust those of its schools."""
    unit = is_business_unit(request.user)
    actions = Action.objects.all() if unit else Action.objects.status_visible_to(request.user)
    if not unit and not actions.exists():
        raise Http404
    page = Paginator(actions.by_organisation(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "improvement/organisations.html", {"page_obj": page, "is_business_unit": unit})


@require_safe
@login_required
def of_school(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one school of the trust is, action by action; in words only where the school shares its return."""
    actions = Action.objects.status_visible_to(request.user).filter(organisation=pk)
    school = get_object_or_404(Organisation.objects.filter(actions__in=actions).distinct(), pk=pk)
    page = Paginator(actions.with_context(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "improvement/of_school.html", {"school": school, "page_obj": page})
