"""How moderation is shown: the drawing of a spread, and the panel on the Business Unit's page of an audit."""

from typing import Any

from django import template

from audit_forms.case_audits import permissions
from audit_forms.case_audits.enums import MODERATED_STATUSES
from audit_forms.case_audits.grading import OVERALL
from audit_forms.case_audits.matrix import Matrix, Row, matrices_of
from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.moderation_reading import blind_progress, cases_of, graded_parts, moderation_of
from audit_forms.case_audits.querysets import KNOWN_STATUSES

register = template.Library()

LANE = 24  # pixels for each circle above another
TOP = 13
FOOT = 18  # pixels for the triangle under them


@register.filter
def overall_row(matrix: Matrix) -> Row:
    """The row of the overall grade."""
    return matrix.row(OVERALL)


@register.inclusion_tag("case_audits/moderation/parts/spread.html")
def spread(row: Row, prefix: str) -> dict[str, Any]:
    """The drawing of one row; `prefix` tells two drawings of a row on one page apart."""
    return {"drawing": drawing_of(row), "id": f"{prefix}{row.domain.slug}"}


def drawing_of(row: Row) -> dict[str, Any]:
    """Where each circle, the bar between lowest and highest, and the triangle stand: percent across, pixels down."""
    grades = row.scale.grades
    places = [_across(rank, len(grades)) for rank in range(len(grades))]
    ranked = [(number, row.scale.rank(cell.level)) for number, cell in enumerate(row.cells, start=1)]
    stacked: dict[int, int] = {}
    marks = []
    for number, rank in ranked:
        if rank is not None:
            lane = stacked[rank] = stacked.get(rank, -1) + 1
            marks.append({"number": number, "x": places[rank], "y": TOP + lane * LANE})
    used = [rank for _, rank in ranked if rank is not None]
    agreed = row.scale.rank(row.agreed.level) if row.agreed else None
    lanes = max(stacked.values(), default=0) + 1
    return {
        "title": f"{row.domain.title}: {row.words.lower()}",
        "description": _described(row),
        "height": lanes * LANE + FOOT,
        "ticks": places,
        "flag": row.flag,
        "start": places[min(used)] if used else 0,
        "width": places[max(used)] - places[min(used)] if used else 0,
        "range_y": TOP - 3,
        "marks": marks,
        "agreed": None if agreed is None else places[agreed],
        "agreed_y": lanes * LANE + 3,
    }


def _across(rank: int, number: int) -> float:
    return round((rank + 0.5) * 100 / number, 2)


def _described(row: Row) -> str:
    parts = [f"{cell.part.organisation}: {cell.level or 'no grade'}" for cell in row.cells]
    return "; ".join([*parts, f"agreed: {row.agreed.level if row.agreed else 'not yet'}"])


@register.inclusion_tag("case_audits/unit/parts/moderation.html", takes_context=True)
def moderation_panel(context: dict[str, Any], audit: CaseAudit) -> dict[str, Any]:
    """An audit's moderation, for the Business Unit's page of the audit."""
    user = context["request"].user
    is_open = audit.status in MODERATED_STATUSES
    matrices = matrices_of(cases_of(user, audit)) if is_open else []
    progress = [] if is_open else blind_progress(graded_parts(audit, user))
    return {
        "audit": audit,
        "moderation": moderation_of(audit),
        "is_open": is_open,
        "has_started": audit.status in KNOWN_STATUSES,
        "agreed": sum(matrix.is_finished for matrix in matrices),
        "cases": len(matrices),
        "entered": sum(each.entered for each in progress),
        "total": sum(each.total for each in progress),
        "may_arrange": permissions.can_arrange_moderation(user, audit),
    }
