"""What other apps' pages show of alerts."""

from typing import Any

from django import template

from audit_forms.improvement.enums import AlertStatus
from audit_forms.improvement.models import Alert

register = template.Library()

COLOURS = {
    AlertStatus.RAISED: "red",
    AlertStatus.ACKNOWLEDGED: "orange",
    AlertStatus.ASSURANCE_GIVEN: "yellow",
    AlertStatus.CLOSED: "green",
}
SHOWN = 5


@register.inclusion_tag("improvement/alerts/parts/status.html")
def alert_status(alert: Alert) -> dict[str, Any]:
    """The state of an alert as tags: its status, and overdue where it is."""
    return {"alert": alert, "colour": COLOURS[AlertStatus(alert.status)]}


@register.inclusion_tag("improvement/alerts/parts/on_top.html", takes_context=True)
def alerts_on_top(context: dict[str, Any], organisation: int | None = None) -> dict[str, Any]:
    """On top of a screen: the alerts that are not closed and that this person may read; one query.

    On a return's screen only those about its `organisation`.
    """
    alerts = Alert.objects.visible_to(context["request"].user).open()
    if organisation is not None:
        alerts = alerts.filter(organisation=organisation)
    found = list(alerts.with_context().most_urgent_first()[: SHOWN + 1])
    return {"alerts": found[:SHOWN], "has_more": len(found) > SHOWN}
