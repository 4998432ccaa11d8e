"""The loop board, one finding's loop, and the board as a file."""

from collections.abc import Iterator
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit_forms.insight.loop.chain import Loop, Step
from audit_forms.insight.loop.listing import PER_PAGE, LoopFilterForm, counts_by_year, followed_loops
from portal.accounts.permissions import is_business_unit
from portal.accounts.step_up import View, fresh_factor_required
from portal.spreadsheets import csv_lines

COLUMNS = (
    *("Reference", "Finding", "Change wanted", "Comes from", "Year", "Theme", "Made to", "Due", "State"),
    *(str(step.label) for step in list(Step)[2:]),
    *("Next step", "Whose turn it is"),
)


def find_loops(request: HttpRequest, **which: Any) -> list[Loop]:
    """The loops that this reader follows, perhaps only `which`; raises Http404 where the board is not theirs."""
    found = followed_loops(request.user, **which)
    if found is None:
        raise Http404
    return found


def loops_given(view: View) -> View:
    """Give the view the loops that the reader follows; 404 before anything is asked of anybody else."""

    @wraps(view)
    def given(request: HttpRequest) -> HttpResponseBase:
        return view(request, find_loops(request))

    return given


@require_safe
@login_required
def board(request: HttpRequest) -> HttpResponse:
    """One row a finding, with its chain from left to right; filters and order from the address."""
    loops = find_loops(request)
    filters = LoopFilterForm(request.GET, loops=loops)
    page = Paginator(filters.found(), PER_PAGE).get_page(request.GET.get("page"))
    column, descending = filters.order
    years = counts_by_year(loops)
    context = {
        "filters": filters,
        "page_obj": page,
        "years": years,
        "closed": sum(each.closed for each in years),
        "total": sum(each.total for each in years),
        "sorted_by": column,
        "descending": descending,
        "address": request.GET.urlencode(),
    }
    return render(request, "insight/loop/board.html", context)


@require_safe
@login_required
def loop(request: HttpRequest, reference: str) -> HttpResponse:
    """One finding's chain from top to bottom, and the next step with who owes it."""
    found = find_loops(request, reference=reference)
    if not found:
        raise Http404
    context = {"loop": found[0], "is_business_unit": is_business_unit(request.user)}
    return render(request, "insight/loop/loop.html", context)


@require_safe
@login_required
@loops_given
@fresh_factor_required
def export_csv(request: HttpRequest, loops: list[Loop]) -> StreamingHttpResponse:
    """The filtered board as CSV; no cell is taken for a formula (bars S16)."""
    filters = LoopFilterForm(request.GET, loops=loops)
    lines = csv_lines(COLUMNS, rows_of(filters.found()))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="loop-board-{timezone.localdate().isoformat()}.csv"'
    return response


def rows_of(loops: list[Loop]) -> Iterator[list[Any]]:
    """One row for each loop, in the order of COLUMNS."""
    for each in loops:
        made, step = each.recommendation, each.next_link
        yield [
            *(made.reference, made.finding, made.text, each.origin.title, each.origin.year, each.origin.theme),
            *(each.asked, made.due_on, each.state[0]),
            *(f"{link.standing.label}: {link.words}" for link in each.links[2:]),
            *((step.todo, step.owed_by) if step else ("", "")),
        ]
