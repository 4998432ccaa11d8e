"""Recommendations, and actions that are followed until practice has changed."""

from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """App registration."""

    name = "audit_forms.improvement"
    label = "improvement"
    verbose_name = "Improvement"
