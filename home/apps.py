"""The public site's home page, ordinary pages, search, settings and navigation."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """App registration."""

    name = "home"
    verbose_name = "Home and pages"
