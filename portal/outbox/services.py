"""Queueing and sending mail."""

from typing import Any

from django.db import transaction
from django.template.loader import render_to_string

from portal.outbox.models import Message


@transaction.atomic
def queue_mail(
    *,
    to: str,
    subject: str,
    template: str,
    context: dict[str, Any],
    once_key: str | None = None,
) -> None:
    """Queue one e-mail rendered from `templates/emails/<template>.txt` and `.html`.

    Call it inside the transaction of its cause: the message exists if, and only if, the cause does. A second call
    with the same `once_key` queues nothing. The context must hold no answers, judgements or case references (bars G8).
    """
    values = {
        "subject": " ".join(subject.split()),
        "text": render_to_string(f"emails/{template}.txt", context),
        "html": render_to_string(f"emails/{template}.html", context),
        "to": to,
    }
    if once_key is None:
        Message.objects.create(**values)
    else:
        Message.objects.get_or_create(once_key=once_key, defaults=values)
