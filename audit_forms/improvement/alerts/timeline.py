"""An alert's story, from its history."""

from audit_forms.improvement.models import Alert
from audit_forms.improvement.timeline import Event


def events_of(alert: Alert) -> list[Event]:
    """Everything that happened to the alert, oldest first; one query."""
    updates = alert.updates.select_related("author")
    return [Event(each.at, each.get_kind_display(), str(each.author or "The portal"), each.note) for each in updates]
