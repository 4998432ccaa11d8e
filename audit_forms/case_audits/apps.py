"""Multi-agency case audits: programme, cases, involvement, independence, moderation, report, efficacy."""

from datetime import timedelta

from django.apps import AppConfig

from audit_forms.insight.loop import hooks as loop
from audit_forms.insight.pack import hooks as pack
from audit_forms.organisations import hooks as organisations
from audit_forms.returns import hooks as returns
from portal import jobs


class CaseAuditsConfig(AppConfig):
    """App registration."""

    name = "audit_forms.case_audits"
    label = "case_audits"
    verbose_name = "Case audits"

    def ready(self):
        """Take part in returns, in who belongs to an agency and what becomes of it; do what comes due."""
        organisations.on_left("audit_forms.case_audits.services.release_leaver")
        organisations.on_succession("audit_forms.case_audits.services.hand_over_to_successor")
        returns.before_accept("audit_forms.case_audits.acceptance.refusal_to_accept")
        returns.on_accepted("audit_forms.case_audits.services.take_case_actions")
        returns.add_stop_words("audit_forms.case_audits.guarding.stop_words")
        loop.add_origins("audit_forms.case_audits.looping.origins")
        loop.add_readers("audit_forms.case_audits.looping.readers")
        pack.add_years("audit_forms.case_audits.packing.years")
        pack.add_sections("audit_forms.case_audits.packing.sections")
        pack.add_check("audit_forms.case_audits.packing.refusals_of")
        jobs.register("erase identities", timedelta(hours=1), "audit_forms.case_audits.erasing.erase_due")
        jobs.register(
            "remind agencies of case audits", timedelta(hours=1), "audit_forms.case_audits.reminders.send_reminders"
        )
