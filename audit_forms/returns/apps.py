"""One organisation's return and everything that happens to it."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """App registration."""

    name = "audit_forms.returns"
    label = "returns"
    verbose_name = "Returns"
