"""Rounds of section 11 and section 175/157 self-assessment."""

from django.apps import AppConfig


class SelfAssessmentsConfig(AppConfig):
    """App registration."""

    name = "audit_forms.self_assessments"
    label = "self_assessments"
    verbose_name = "Self-assessments"
