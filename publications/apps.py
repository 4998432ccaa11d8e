"""Framework, audit outcomes, briefings and newsletters."""

from datetime import timedelta

from django.apps import AppConfig

from portal import jobs


class PublicationsConfig(AppConfig):
    """App registration, and the job that reminds of the framework's review."""

    name = "publications"
    verbose_name = "Publications"

    def ready(self):
        """Have editors reminded of the framework's review."""
        jobs.register("remind of the framework's review", timedelta(hours=6), "publications.reminders.remind_of_review")
