"""Rounds of section 11 and section 175/157 self-assessment."""

from datetime import timedelta

from django.apps import AppConfig

from audit_forms.insight.loop import hooks as loop
from audit_forms.insight.pack import hooks as pack
from portal import jobs


class SelfAssessmentsConfig(AppConfig):
    """App registration."""

    name = "audit_forms.self_assessments"
    label = "self_assessments"
    verbose_name = "Self-assessments"

    def ready(self):
        """Open rounds on the minute, send the morning's mail about 8am, make the workbooks that people ask for."""
        loop.add_origins("audit_forms.self_assessments.looping.origins")
        pack.add_years("audit_forms.self_assessments.packing.years")
        pack.add_sections("audit_forms.self_assessments.packing.sections")
        jobs.register("open rounds", timedelta(minutes=1), "audit_forms.self_assessments.opening.open_due_rounds")
        jobs.register("morning mail", timedelta(minutes=10), "audit_forms.self_assessments.morning.send_morning_mail")
        jobs.register("make exports", timedelta(seconds=5), "audit_forms.self_assessments.services.make_exports")
        jobs.register("purge exports", timedelta(hours=1), "audit_forms.self_assessments.services.purge_exports")
        # By its own path: only the process that runs the jobs loads the statistics library it reads with.
        reading = "audit_forms.self_assessments.reading_texts"
        jobs.register("read free text", timedelta(seconds=5), f"{reading}.make_readings")
        services = "audit_forms.self_assessments.services"
        jobs.register("tell of summaries", timedelta(minutes=5), f"{services}.tell_of_summaries")
        jobs.register("purge readings", timedelta(hours=1), "audit_forms.self_assessments.services.purge_readings")
