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
        """Have rescued texts deleted when they have been kept as long as was promised, and files asked about again."""
        jobs.register(
            "check files in quarantine", timedelta(minutes=5), "audit_forms.returns.services.check_quarantined"
        )
        jobs.register("purge rescued texts", timedelta(hours=6), "audit_forms.returns.services.purge_rescued")
