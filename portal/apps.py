"""The project as an app: it carries the start-up checks, housekeeping and project-wide commands."""

from datetime import timedelta

from django.apps import AppConfig

from portal import checks, jobs


class PortalConfig(AppConfig):
    """Registers the start-up checks of `portal.checks` and the job that clears old sessions."""

    name = "portal"
    label = "portal"

    def ready(self):
        """Tell Django of each check, and the job list of ours."""
        checks.register_all()
        jobs.register("clear expired sessions", timedelta(hours=1), "portal.housekeeping.clear_expired_sessions")
