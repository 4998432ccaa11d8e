"""People and how they sign in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """App registration."""

    name = "portal.accounts"
    label = "accounts"
    verbose_name = "Accounts"
