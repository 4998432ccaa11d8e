"""Framework, audit outcomes, briefings, newsletters and events."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from home import facets


class PublicationsConfig(AppConfig):
    """App registration, and what search can be narrowed by."""

    name = "publications"
    verbose_name = "Publications"

    def ready(self):
        """Narrow search by theme and year; by path, because models cannot be imported yet when this module is."""
        for name in ("THEME", "YEAR"):
            facets.register(import_string(f"publications.facets.{name}"))
