"""What other apps' pages show of actions and recommendations."""

from typing import Any

from django import template

from audit_forms.improvement.enums import ActionStatus
from audit_forms.improvement.listing import live_of
from audit_forms.improvement.models import Action, RecommendationResponse
from audit_forms.improvement.released import released_in
from audit_forms.returns.models import Return

register = template.Library()

COLOURS = {
    ActionStatus.OPEN: "blue",
    ActionStatus.IN_PROGRESS: "teal",
    ActionStatus.EVIDENCE_GIVEN: "yellow",
    ActionStatus.CLOSED: "green",
}
SHOWN = 5


@register.inclusion_tag("improvement/parts/status.html")
def action_status(action: Action) -> dict[str, Any]:
    """The state of an action as tags: its status, and overdue where it is."""
    return {"action": action, "colour": COLOURS[ActionStatus(action.status)]}


@register.inclusion_tag("improvement/parts/your_plan.html", takes_context=True)
def your_action_plan(context: dict[str, Any]) -> dict[str, Any]:
    """On a respondent's first page: how many actions are open, how many overdue, and what is due next."""
    live = live_of(context["request"].user)
    numbers = {"live_number": live.count(), "overdue_number": live.overdue().count()}
    return {**numbers, "next_action": live.to_do().order_by("due_on", "pk").first()}


@register.inclusion_tag("improvement/parts/to_close.html")
def actions_to_close() -> dict[str, Any]:
    """On the Business Unit's first page: the actions it is asked to close, those that have waited longest."""
    waiting = Action.objects.waiting()
    return {"number": waiting.count(), "actions": waiting.select_related("organisation")[:SHOWN]}


@register.inclusion_tag("improvement/parts/responses.html")
def recommendation_responses(audit_return: Return) -> dict[str, Any]:
    """On the whole return: what it says about the partnership's recommendations."""
    rows = RecommendationResponse.objects.filter(audit_return=audit_return).select_related("recommendation")
    return {"responses": rows}


@register.inclusion_tag("improvement/parts/released.html")
def released_recommendations(pages: list[Any]) -> dict[str, Any]:
    """On a public page: what these audit outcomes recommend, and how far each has come."""
    return {"released": released_in(pages)}
