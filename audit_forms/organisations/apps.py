"""Schools, trusts and agencies, and who acts for them."""

from datetime import timedelta

from django.apps import AppConfig

from portal import jobs


class OrganisationsConfig(AppConfig):
    """App registration."""

    name = "audit_forms.organisations"
    label = "organisations"
    verbose_name = "Organisations"

    def ready(self) -> None:
        """Uploaded registers do not stay."""
        jobs.register(
            "purge register imports",
            timedelta(hours=1),
            "audit_forms.organisations.register.services.purge_imports",
        )
