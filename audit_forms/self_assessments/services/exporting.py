"""Taking a round's returns out of the portal as a file: always on record; as a workbook, made apart (bars P6, G5)."""

import secrets
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction

from audit_forms.self_assessments.exporting import COLUMNS, export_rows, file_name, filters_in
from audit_forms.self_assessments.models import Round, RoundExport
from audit_forms.self_assessments.permissions import can_read_analysis
from audit_forms.self_assessments.services.rounds import require_unit
from audit_forms.self_assessments.tracker import tracked
from portal.background import carry_out, purge_files
from portal.spreadsheets import workbook_file
from portal.trail.services import record

FOLDER = "exports"
# So few are made while the person waits: it takes less than a second.
AT_ONCE = 500


def record_csv(*, exercise: Round, query: str, actor: Any) -> None:
    """Put on record that the actor takes the filtered returns as CSV; raises PermissionDenied."""
    require_unit(actor)
    _record(exercise, query, actor, "csv")


def request_export(*, exercise: Round, query: str, key: UUID, actor: Any) -> RoundExport:
    """Ask for a workbook of the returns that `query`, of a tracker's address, lets through; raises PermissionDenied.

    A short one is made at once, a long one by the background job. Asked twice with one `key`, it is one workbook.
    """
    require_unit(actor)
    with transaction.atomic():
        total = tracked(exercise, filters_in(exercise, query)).count()
        export, is_new = RoundExport.objects.get_or_create(
            key=key,
            defaults={
                "exercise": exercise,
                "filters": query,
                "requested_by": actor,
                "total": total,
                "file_name": f"{file_name(exercise)}.xlsx",
            },
        )
        if is_new:
            _record(exercise, query, actor, "xlsx")
    if is_new and total <= AT_ONCE:
        _make(export)
    return export


def record_fetching(*, export: RoundExport, actor: Any) -> None:
    """Put on record that the actor fetches a workbook that was made for them."""
    record(actor=actor, action="round.export_fetched", target=export.exercise, file=export.file_name)


def record_chart(*, exercise: Round, chart: str, kind: str, filters: list[str], actor: Any) -> None:
    """Put on record that the actor takes a chart of the round's analysis as a file; raises PermissionDenied."""
    if not can_read_analysis(actor):
        raise PermissionDenied("The analysis is for the Business Unit and the group.")
    record(actor=actor, action="round.chart_exported", target=exercise, chart=chart, format=kind, filters=filters)


def make_exports() -> int:
    """Make the workbook that has waited longest; returns how many were made. One a turn, for mail waits meanwhile."""
    export = RoundExport.objects.waiting().select_related("exercise__edition__questionnaire").first()
    return int(export is not None and _make(export))


def purge_exports() -> int:
    """Delete workbooks kept for as long as was promised, with their files; returns how many."""
    return purge_files(RoundExport.objects.expired())


def _make(export: RoundExport) -> bool:
    """Make the file, unless somebody else is at it."""

    def work(tell: Callable[[int], None]) -> dict[str, Any]:
        names, widths = zip(*COLUMNS, strict=True)
        rows = export_rows(export.exercise, filters_in(export.exercise, export.filters), tell)
        file = workbook_file("Returns", names, rows, widths)
        return {"stored_name": storages["private"].save(f"{FOLDER}/{secrets.token_hex(16)}.xlsx", File(file))}

    return carry_out(export, work)


def _record(exercise: Round, query: str, actor: Any, kind: str) -> None:
    filters = sorted(filters_in(exercise, query).chosen.keys() - {"sort"})
    record(actor=actor, action="round.exported", target=exercise, format=kind, filters=filters)
