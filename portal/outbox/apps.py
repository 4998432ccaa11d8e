"""Outgoing mail, kept in the database until a mail server has taken it."""

from datetime import timedelta

from django.apps import AppConfig

from portal import jobs


class OutboxConfig(AppConfig):
    """App registration, and the job that sends what waits."""

    name = "portal.outbox"
    label = "outbox"
    verbose_name = "Outbox"

    def ready(self):
        """Have waiting mail sent every few seconds."""
        jobs.register("send mail", timedelta(seconds=5), "portal.outbox.sending.send_due")
