"""People and how they sign in."""

from datetime import timedelta

from django.apps import AppConfig

from portal import jobs


class AccountsConfig(AppConfig):
    """App registration, and the job that forgets old failures."""

    name = "portal.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self):
        """Keep the count of wrong passwords short."""
        jobs.register("forget failed sign-ins", timedelta(hours=1), "portal.accounts.throttle.forget_old_failures")
