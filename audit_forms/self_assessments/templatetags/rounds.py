"""How rounds and the state of returns are drawn, alike on every page."""

from typing import Any

from django import template
from django.http import QueryDict

from audit_forms.returns.enums import Progress
from audit_forms.returns.models import Return
from audit_forms.self_assessments.models import Chase, Round
from audit_forms.self_assessments.tracker import Standing
from portal.accounts.permissions import is_business_unit

register = template.Library()

COLOURS = {
    Progress.NOT_STARTED: "grey",
    Progress.IN_PROGRESS: "blue",
    Progress.AWAITING_SIGN_OFF: "yellow",
    Progress.SUBMITTED: "teal",
    Progress.CHANGES_REQUESTED: "orange",
    Progress.ACCEPTED: "green",
    Progress.WITHDRAWN: "grey",
}


@register.inclusion_tag("unit/state_tags.html")
def state_tags(audit_return: Return) -> dict[str, Any]:
    """The state of a return as tags: its progress, and overdue or late where it is."""
    return {"return": audit_return, "colour": COLOURS[audit_return.progress]}


@register.inclusion_tag("unit/chases.html", takes_context=True)
def chases_of(context: dict[str, Any], audit_return: Return) -> dict[str, Any]:
    """When the return was chased and by whom; for the Business Unit only."""
    if not is_business_unit(context["request"].user):
        return {"chases": []}
    chases = Chase.objects.filter(chased__audit_return=audit_return).select_related("sent_by")
    return {"chases": list(chases)}


@register.inclusion_tag("unit/standing.html")
def standing_of(exercise: Round, standing: Standing, url: str, heading: str = "") -> dict[str, Any]:
    """How a round stands: a drawn bar, and the same numbers as a list of links into the tracker at `url`."""
    return {"round": exercise, "standing": standing, "url": url, "heading": heading}


@register.inclusion_tag("unit/sort_heading.html", takes_context=True)
def sort_heading(context: dict[str, Any], column: str, label: str, numeric: bool = False) -> dict[str, Any]:
    """A column's heading as a link that sorts by it, and by a second press from the end."""
    active = context["sorted_by"] == column
    descending = active and context["descending"]
    query: QueryDict = context["request"].GET.copy()
    query.pop("page", None)
    query["sort"] = column if descending or not active else f"-{column}"
    order = ("descending" if descending else "ascending") if active else ""
    return {"label": label, "numeric": numeric, "order": order, "url": f"?{query.urlencode()}"}
