"""The public site's home page, ordinary pages, search, settings and navigation."""

from datetime import timedelta

from django.apps import AppConfig

from portal import jobs


class HomeConfig(AppConfig):
    """App registration, and the job that publishes what was scheduled."""

    name = "home"
    verbose_name = "Home and pages"

    def ready(self):
        """Have scheduled pages published, and expired ones taken down, within a minute."""
        jobs.register("publish scheduled pages", timedelta(minutes=1), "home.publishing.publish_due")
