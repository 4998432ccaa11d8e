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
        """Have what was kept for a while deleted in time, and sections moved when somebody leaves."""
        hooks.on_handover("audit_forms.returns.services.take_over")
        jobs.register("purge rescued texts", timedelta(hours=6), "audit_forms.returns.services.purge_rescued")
        jobs.register("purge workbooks", timedelta(hours=6), "audit_forms.returns.services.purge_workbooks")
