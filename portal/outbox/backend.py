"""Django's mail backend that queues instead of sending, so that every mail takes one way out."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from portal.outbox.models import Message


class OutboxBackend(BaseEmailBackend):
    """Turns each message into one outbox row per recipient."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue the messages; returns how many there were."""
        for message in email_messages:
            html = next(
                (body for body, kind in getattr(message, "alternatives", []) if kind == "text/html"),
                "",
            )
            Message.objects.bulk_create(
                Message(to=recipient, subject=str(message.subject), text=str(message.body), html=html)
                for recipient in message.recipients()
            )
        return len(email_messages)
