"""The audit trail: who did what, when, to what."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """App registration."""

    name = "portal.trail"
    label = "trail"
    verbose_name = "Audit trail"
