"""Sums over returns: profiles, comparison, disclosure control, charts and documents."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """App registration."""

    name = "audit_forms.insight"
    label = "insight"
    verbose_name = "Insight"
