"""How rounds and the state of returns are drawn, alike on every page."""

from typing import Any

from django import template

from audit_forms.returns.enums import Progress
from audit_forms.returns.models import Return
from audit_forms.self_assessments.deep_dive_waiting import deep_dives_waiting
from audit_forms.self_assessments.models import Chase, Round, SummaryReport
from audit_forms.self_assessments.tracker import Standing
from portal.accounts.permissions import is_business_unit

register = template.Library()

ROUNDS_TO_READ = 4
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


@register.inclusion_tag("unit/deep_dives/waiting.html", takes_context=True)
def deep_dives(context: dict[str, Any]) -> dict[str, Any]:
    """On the Business Unit's first page: reviews that this person is to write, and settings to be asked again."""
    return {"waiting": deep_dives_waiting(context["request"].user)}


@register.inclusion_tag("unit/standing.html")
def standing_of(exercise: Round, standing: Standing, url: str, heading: str = "") -> dict[str, Any]:
    """How a round stands: a drawn bar, and the same numbers as a list of links into the tracker at `url`."""
    return {"round": exercise, "standing": standing, "url": url, "heading": heading}


@register.inclusion_tag("unit/analysis/rounds.html", takes_context=True)
def rounds_to_read(context: dict[str, Any]) -> dict[str, Any]:
    """The newest rounds whose analysis the person may read; nothing for everybody else."""
    rounds = Round.objects.analysed_by(context["request"].user)
    return {"rounds": list(rounds.order_by("-opens_at")[:ROUNDS_TO_READ])}


@register.inclusion_tag("unit/summary/link.html")
def summary_link(audit_return: Return) -> dict[str, Any]:
    """The way from a return to what all returns of its round say together, once that is published."""
    reports = SummaryReport.objects.published().filter(exercise=audit_return.exercise_id)
    return {"report": reports.select_related("page").first()}
