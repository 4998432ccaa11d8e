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
        """Uploaded registers do not stay; nor does who has left."""
        jobs.register(
            "purge register imports",
            timedelta(hours=1),
            "audit_forms.organisations.register.services.purge_imports",
        )
        jobs.register("ask who is still there", timedelta(days=1), "audit_forms.organisations.confirming.ask_each_term")
