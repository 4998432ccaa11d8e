"""Rounds of section 11 and section 175/157 self-assessment."""

from datetime import timedelta

from django.apps import AppConfig

from portal import jobs


class SelfAssessmentsConfig(AppConfig):
    """App registration."""

    name = "audit_forms.self_assessments"
    label = "self_assessments"
    verbose_name = "Self-assessments"

    def ready(self):
        """Open rounds within a minute of their time, and send the morning's mail within ten of 8am."""
        jobs.register("open rounds", timedelta(minutes=1), "audit_forms.self_assessments.opening.open_due_rounds")
        jobs.register("morning mail", timedelta(minutes=10), "audit_forms.self_assessments.morning.send_morning_mail")
