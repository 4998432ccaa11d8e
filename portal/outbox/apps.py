"""Outgoing mail, kept in the database until a mail server has taken it."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """App registration."""

    name = "portal.outbox"
    label = "outbox"
    verbose_name = "Outbox"
