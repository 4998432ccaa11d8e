"""Django's mail backend that queues instead of sending, so that every mail takes one way out."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from portal.outbox.models import Message


class OutboxBackend(BaseEmailBackend):
    """Turns each message into one outbox row per recipient; Wagtail's own notifications arrive here too."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue the messages; returns how many there were. Raises ValueError for attachments (bars G8)."""
        for message in email_messages:
            if message.attachments:
                raise ValueError("The portal sends no attachments; link to a page behind the sign-in instead.")
            Message.objects.bulk_create(
                Message(to=recipient, subject=_subject(message), text=str(message.body), html=_html(message))
                for recipient in message.recipients()
            )
        return len(email_messages)


def _subject(message: EmailMessage) -> str:
    return " ".join(str(message.subject).split())


def _html(message: EmailMessage) -> str:
    alternatives = getattr(message, "alternatives", [])
    return next((str(body) for body, kind in alternatives if kind == "text/html"), "")
