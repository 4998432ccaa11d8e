"""One organisation's return and everything that happens to it."""

from datetime import timedelta

from django.apps import AppConfig

from portal import jobs


class ReturnsConfig(AppConfig):
    """App registration."""

    name = "audit_forms.returns"
    label = "returns"
    verbose_name = "Returns"

    def ready(self):
        """Have rescued texts and uploaded workbooks deleted when they have been kept as long as was promised."""
        jobs.register("purge rescued texts", timedelta(hours=6), "audit_forms.returns.services.purge_rescued")
        jobs.register("purge workbooks", timedelta(hours=6), "audit_forms.returns.services.purge_workbooks")
