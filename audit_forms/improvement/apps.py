"""Recommendations, actions followed until practice has changed, and alerts of immediate risk."""

from datetime import timedelta

from django.apps import AppConfig

from audit_forms.returns import hooks
from portal import jobs


class ImprovementConfig(AppConfig):
    """App registration."""

    name = "audit_forms.improvement"
    label = "improvement"
    verbose_name = "Improvement"

    def ready(self):
        """Take part in returns: two further tasks, and actions when one is submitted. Remind people; climb."""
        hooks.add_task("audit_forms.improvement.tasks.recommendations_task")
        hooks.add_task("audit_forms.improvement.tasks.plan_task")
        hooks.on_submitted("audit_forms.improvement.services.freeze_responses")
        hooks.on_submitted("audit_forms.improvement.services.take_from_return")
        jobs.register("remind of actions", timedelta(hours=1), "audit_forms.improvement.reminders.send_reminders")
        jobs.register("let alerts climb", timedelta(minutes=2), "audit_forms.improvement.alerts.climbing.climb")
