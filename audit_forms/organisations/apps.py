"""Schools, trusts and agencies, and who acts for them."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """App registration."""

    name = "audit_forms.organisations"
    label = "organisations"
    verbose_name = "Organisations"
