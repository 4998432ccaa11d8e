"""The public site's home page, ordinary pages, search, settings and navigation."""

from datetime import timedelta

from django.apps import AppConfig

from home import facets
from portal import jobs


class HomeConfig(AppConfig):
    """App registration, what search can be narrowed by, and the jobs."""

    name = "home"
    verbose_name = "Home and pages"

    def ready(self):
        """Narrow search by audience; publish what was scheduled, learn the site's words, forget old reports."""
        facets.register(facets.AUDIENCE)
        jobs.register("publish scheduled pages", timedelta(minutes=1), "home.publishing.publish_due")
        jobs.register("forget old reports of problems", timedelta(days=1), "home.services.forget_old_reports")
        jobs.register("learn the site's words", timedelta(hours=6), "home.suggestions.learn_words")
