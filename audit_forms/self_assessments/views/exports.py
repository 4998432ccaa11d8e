"""A round's returns as a file: CSV while it is read, an Excel workbook made apart and then fetched."""

from uuid import UUID

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from audit_forms.self_assessments import services
from audit_forms.self_assessments.exporting import COLUMNS, export_rows, file_name, filters_in
from audit_forms.self_assessments.models import RoundExport
from audit_forms.self_assessments.views.tracker import visible_round
from portal.accounts.decorators import business_unit_required
from portal.accounts.step_up import fresh_factor_required
from portal.background import stored_file
from portal.spreadsheets import csv_lines

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@business_unit_required
@fresh_factor_required
def export_csv(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The filtered returns as CSV, sent while it is read."""
    exercise = visible_round(request, pk)
    query = request.GET.urlencode()
    if request.method == "GET":
        services.record_csv(exercise=exercise, query=query, actor=request.user)
    lines = csv_lines([name for name, _ in COLUMNS], export_rows(exercise, filters_in(exercise, query)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(exercise)}.csv"'
    return response


@require_POST
@business_unit_required
@fresh_factor_required
def export_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the filtered returns as a workbook; its page tells when it is there."""
    exercise = visible_round(request, pk)
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        return HttpResponseBadRequest()
    services.request_export(exercise=exercise, query=request.GET.urlencode(), key=key, actor=request.user)
    return redirect("self_assessments:export", pk, key)


@require_safe
@business_unit_required
def export(request: HttpRequest, pk: int, key: UUID) -> HttpResponse:
    """How far a workbook is, and the way to it."""
    return render(request, "unit/export.html", {"round": visible_round(request, pk), "export": find(request, pk, key)})


@require_safe
@business_unit_required
@fresh_factor_required
def fetch_export(request: HttpRequest, pk: int, key: UUID) -> HttpResponseBase:
    """The workbook. Asked anew on every request: whether rounds are the person's to see, and this file theirs."""
    made = find(request, pk, key)
    stored = stored_file(made)
    if request.method == "GET":
        services.record_fetching(export=made, actor=request.user)
    return FileResponse(stored, as_attachment=True, filename=made.file_name, content_type=WORKBOOK_TYPE)


def find(request: HttpRequest, pk: int, key: UUID) -> RoundExport:
    """The workbook, or 404 for "not yours" and "not there" alike."""
    exports = RoundExport.objects.visible_to(request.user).select_related("exercise")
    return get_object_or_404(exports, exercise=pk, key=key)
