"""One organisation's return and everything that happens to it."""

from datetime import timedelta

from django.apps import AppConfig

from audit_forms.organisations import hooks
from portal import jobs


class ReturnsConfig(AppConfig):
    """App registration."""

    name = "audit_forms.returns"
    label = "returns"
    verbose_name = "Returns"

    def ready(self):
        """Have what is kept for a while deleted in time, files asked about again, and a leaver's sections moved."""
        hooks.on_handover("audit_forms.returns.services.take_over")
        jobs.register(
            "check files in quarantine", timedelta(minutes=5), "audit_forms.returns.services.check_quarantined"
        )
        jobs.register("purge rescued texts", timedelta(hours=6), "audit_forms.returns.services.purge_rescued")
        jobs.register("purge workbooks", timedelta(hours=6), "audit_forms.returns.services.purge_workbooks")
