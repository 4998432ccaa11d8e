"""The project as an app: it carries the start-up checks and project-wide commands."""

from django.apps import AppConfig
from django.core.checks import register

from portal import checks


class PortalConfig(AppConfig):
    """Registers the start-up checks of `portal.checks`."""

    name = "portal"
    label = "portal"

    def ready(self):
        """Tell Django of each check."""
        register(checks.check_sqlite_options)
        register(checks.check_shared_cache)
