"""Queueing mail. `sending` hands it over."""

from typing import Any

from django.conf import settings
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
    The templates extend `emails/base.txt` and `emails/base.html`, which draw the mail's one button from the context's
    `button_path` (what `reverse()` gives) and `button_text`.
    """
    values = {"to": to, "subject": " ".join(subject.split()), **render_mail(template, context)}
    if once_key is None:
        Message.objects.create(**values)
    else:
        Message.objects.get_or_create(once_key=once_key, defaults=values)


def render_mail(template: str, context: dict[str, Any]) -> dict[str, str]:
    """The two parts of a mail, as `queue_mail` stores them."""
    words = {**context, "button_url": full_address(context.get("button_path", ""))}
    return {
        "text": render_to_string(f"emails/{template}.txt", words).strip() + "\n",
        "html": render_to_string(f"emails/{template}.html", words),
    }


def retry_failed() -> int:
    """Make every message that was refused for good due again, once its cause is mended; returns how many."""
    return int(Message.objects.failed().update(failed_at=None, tries=0))


def full_address(path: str) -> str:
    """The full address of a path: mail is read outside any request."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}" if path else ""
