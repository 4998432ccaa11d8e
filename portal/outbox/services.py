"""Queueing mail. `sending` hands it over."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from portal.outbox.headers import checked
from portal.outbox.models import Message


@transaction.atomic
def queue_mail(
    *,
    to: str,
    subject: str,
    template: str,
    context: dict[str, Any],
    once_key: str | None = None,
    headers: Mapping[str, str] | None = None,
    list_key: str = "",
) -> None:
    """Queue one e-mail rendered from `templates/emails/<template>.txt` and `.html`.

    Call it inside the transaction of its cause: the message exists if, and only if, the cause does. A second call
    with the same `once_key` queues nothing. The context must hold no answers, judgements or case references (bars G8).
    The templates extend `emails/base.txt` and `emails/base.html`, which draw the mail's one button from the context's
    `button_path` (what `reverse()` gives) and `button_text`. Mail to a list gives the list's `headers` and the
    `list_key` of whom it is for (`portal.outbox.lists`). Raises ValueError for a header that no mail may carry.
    """
    values = {
        "to": to,
        "subject": " ".join(subject.split()),
        "headers": checked(headers or {}),
        "list_key": list_key,
        **render_mail(template, context),
    }
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


def forget_addresses(list_keys: Iterable[str]) -> None:
    """Blank whom the messages with those keys went to; what still waits is withdrawn."""
    messages = Message.objects.filter(list_key__in=list(list_keys))
    messages.waiting().update(withdrawn_at=timezone.now())
    messages.update(to="", subject="", text="", html="", last_error="", headers={})


def full_address(path: str) -> str:
    """The full address of a path: mail is read outside any request."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}" if path else ""
