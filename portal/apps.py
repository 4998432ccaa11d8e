"""The project as an app: it carries the start-up checks, housekeeping and project-wide commands."""

from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import import_string

from portal import checks, jobs


class PortalConfig(AppConfig):
    """Registers the start-up checks, the job that clears old sessions, and the watch over public content."""

    name = "portal"
    label = "portal"

    def ready(self):
        """Tell Django of each check, and the job list of ours."""
        checks.register_all()
        jobs.register("clear expired sessions", timedelta(hours=1), "portal.housekeeping.clear_expired_sessions")
        # By name: models cannot be imported yet when this file is.
        pre_migrate.connect(import_string("portal.pagecache.versions.stop_watching"), sender=self)
        post_migrate.connect(import_string("portal.pagecache.versions.start_watching"), sender=self)
