"""A round's tracker, on screen and as a file."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Max
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from audit_forms.returns.enums import EXTENDABLE_STATUSES
from audit_forms.returns.models import Return
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.segments import left_of_closed, sizes
from audit_forms.self_assessments.tracker import TrackerForm, page_of, standing, tracked
from portal.accounts.decorators import business_unit_required
from portal.spreadsheets import csv_lines, workbook_file

CHUNK = 500
COLUMNS = (
    ("Organisation", 44),
    ("URN", 10),
    ("Phase", 16),
    ("Type", 24),
    ("Trust", 32),
    ("Reference", 16),
    ("Status", 20),
    ("Questions complete", 12),
    ("Questions", 12),
    ("Deadline (UK time)", 20),
    ("Extension reason", 30),
    ("Submitted (UK time)", 20),
    ("Overdue", 10),
    ("Late", 10),
    ("Sector", 24),
    ("Last chased (UK time)", 20),
    ("Closed since", 14),
)
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def visible_round(request: HttpRequest, pk: int) -> Round:
    """The round, or 404 for "not yours" and "not there" alike."""
    rounds = Round.objects.visible_to(request.user).select_related("edition__questionnaire")
    return get_object_or_404(rounds, pk=pk)


@require_safe
@business_unit_required
def tracker(request: HttpRequest, pk: int) -> HttpResponse:
    """How the round stands, and its returns with filters and order from the address."""
    exercise = visible_round(request, pk)
    form = TrackerForm(request.GET, of_agencies=exercise.asks_agencies)
    column, descending = form.order
    context = {
        "round": exercise,
        "standing": standing(exercise),
        "filters": form,
        "page_obj": page_of(exercise, form, request.GET.get("page")),
        "sorted_by": column,
        "descending": descending,
        "extendable": EXTENDABLE_STATUSES,
        "address": request.GET.urlencode(),
        "is_over": exercise.deadline < timezone.now(),
        "segments": sizes(exercise) if exercise.is_running else [],
        "closed_settings": left_of_closed(exercise).count(),
    }
    return render(request, "unit/tracker.html", context)


@require_safe
@business_unit_required
def export_csv(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The filtered returns as CSV, sent while it is read."""
    exercise = visible_round(request, pk)
    lines = csv_lines([name for name, _ in COLUMNS], export_rows(request, exercise))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(exercise)}.csv"'
    return response


@require_safe
@business_unit_required
def export_workbook(request: HttpRequest, pk: int) -> FileResponse:
    """The filtered returns as a workbook."""
    exercise = visible_round(request, pk)
    names, widths = zip(*COLUMNS, strict=True)
    file = workbook_file("Returns", names, export_rows(request, exercise), widths)
    return FileResponse(file, as_attachment=True, filename=f"{file_name(exercise)}.xlsx", content_type=WORKBOOK_TYPE)


def file_name(exercise: Round) -> str:
    """A name that still says what it is in somebody's downloads."""
    return f"{slugify(exercise.title)}-{timezone.localdate().isoformat()}"


def export_rows(request: HttpRequest, exercise: Round) -> Iterator[list[Any]]:
    """One row for each return that the filters in the address let through."""
    form = TrackerForm(request.GET, of_agencies=exercise.asks_agencies)
    returns = (
        tracked(exercise, form).select_related("organisation__trust").annotate(chased_at=Max("chased__chase__sent_at"))
    )
    for audit_return in returns.iterator(chunk_size=CHUNK):
        audit_return.exercise = exercise
        yield export_row(audit_return)


def export_row(audit_return: Return) -> list[Any]:
    """The cells of one return, in the order of COLUMNS."""
    organisation = audit_return.organisation
    return [
        organisation.name,
        organisation.urn,
        organisation.get_phase_display(),
        organisation.get_establishment_display(),
        organisation.trust.name if organisation.trust else None,
        audit_return.reference,
        audit_return.progress.label,
        audit_return.questions_complete,
        audit_return.questions_total,
        audit_return.deadline,
        audit_return.extension_reason,
        audit_return.submitted_at,
        "Yes" if audit_return.is_overdue else "No",
        "Yes" if audit_return.is_late else "No",
        organisation.get_sector_display(),
        audit_return.chased_at,
        organisation.closed_on if not organisation.is_open else None,
    ]
