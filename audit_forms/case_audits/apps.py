"""Multi-agency case audits: programme, cases, involvement, independence, moderation, report, efficacy."""

from datetime import timedelta

from django.apps import AppConfig

from audit_forms.organisations import hooks
from portal import jobs


class CaseAuditsConfig(AppConfig):
    """App registration."""

    name = "audit_forms.case_audits"
    label = "case_audits"
    verbose_name = "Case audits"

    def ready(self):
        """Erase identities within an hour of their time; an agency's work follows it to its successor."""
        jobs.register("erase identities", timedelta(hours=1), "audit_forms.case_audits.erasing.erase_due")
        hooks.on_succession("audit_forms.case_audits.services.hand_over_to_successor")
