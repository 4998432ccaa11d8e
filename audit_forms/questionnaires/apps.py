"""Audit tools as data."""

from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    """App registration."""

    name = "audit_forms.questionnaires"
    label = "questionnaires"
    verbose_name = "Questionnaires"
