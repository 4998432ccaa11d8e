"""Framework, audit outcomes, briefings and newsletters."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """App registration."""

    name = "publications"
    verbose_name = "Publications"
