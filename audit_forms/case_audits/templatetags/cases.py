"""The Business Unit's view of an audit's cases, for other pages."""

from typing import Any

from django import template

from audit_forms.case_audits.models import CaseAudit
from audit_forms.case_audits.permissions import can_chase, can_keep_cases
from audit_forms.case_audits.standing import Cell, Grid, grid_of

register = template.Library()


@register.inclusion_tag("case_audits/unit/parts/cases.html")
def audit_cases(audit: CaseAudit, user: Any) -> dict[str, Any]:
    """The grid of cases by agencies with what can be done: `{% audit_cases audit request.user %}`."""
    rights = {"may_chase": can_chase(user, audit), "may_keep": can_keep_cases(user, audit)}
    return {"audit": audit, "grid": grid_of(audit), **rights}


@register.inclusion_tag("case_audits/unit/parts/grid.html")
def case_grid(grid: Grid) -> dict[str, Grid]:
    """The grid itself."""
    return {"grid": grid}


@register.filter
def is_wanted(cell: Cell, wanted: str) -> bool:
    """Whether the cell is in the state that the grid is narrowed to."""
    return cell.matches(wanted)
