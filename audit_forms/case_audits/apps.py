"""Multi-agency case audits: programme, cases, involvement, independence, moderation, report, efficacy."""

from django.apps import AppConfig


class CaseAuditsConfig(AppConfig):
    """App registration."""

    name = "audit_forms.case_audits"
    label = "case_audits"
    verbose_name = "Case audits"
