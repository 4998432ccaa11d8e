"""Handing queued mail to the mail server: each message once, none lost, whatever happens to the server or to us."""

import logging
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from portal.outbox import lists
from portal.outbox.lists import Outcome
from portal.outbox.models import Message

logger = logging.getLogger(__name__)

# How long one process may take over one message before another may try it: longer than every timeout of a hand-over.
LEASE = timedelta(minutes=5)
TIMEOUT_SECONDS = 20
# After a refusal of this message: one minute, two, four… but never longer than the cap.
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=2)
# When the server cannot be reached no message is to blame, so none waits longer for it.
SERVER_WAIT = timedelta(minutes=1)
PERMANENT = 500
# Refusals that say that there is nobody at this address; but not where the reason given is a policy or a full box.
NO_SUCH_ADDRESS = (550, 551, 553)
OTHER_REASONS = ("5.2.", "5.7.")
# Mail to a list grows old; other mail is tried until it is taken or refused for good.
LIST_PATIENCE = timedelta(days=3)

# The names in which EMAIL_URL is read, and what the mail backends of Django call the same.
TRANSPORT_ARGUMENTS = {
    "EMAIL_HOST": "host",
    "EMAIL_PORT": "port",
    "EMAIL_HOST_USER": "username",
    "EMAIL_HOST_PASSWORD": "password",
    "EMAIL_USE_TLS": "use_tls",
    "EMAIL_USE_SSL": "use_ssl",
    "EMAIL_FILE_PATH": "file_path",
}


def send_due(*, limit: int = 500) -> int:
    """Send up to `limit` messages that are due, oldest first; returns how many the mail server took.

    Call it outside a transaction: each message is claimed, handed over and marked on its own, so that a process killed
    half-way costs at most one message sent twice, and two processes never send the same one. A message is marked in the
    transaction that claims the next one: each transaction costs a write that waits for the disk.
    """
    sent = 0
    due = iter(Message.objects.due()[:limit])
    connection = _connection()
    message = _next(due)
    try:
        while message is not None:
            error = _hand_over(message, connection)
            with transaction.atomic():
                if error is None:
                    _note_success(message)
                    sent += 1
                elif _note_failure(message, error):
                    break
                message = _next(due)
    finally:
        _close(connection)
    return sent


def _next(due: Iterator[Message]) -> Message | None:
    """The next message that nobody else took and that is still wanted, claimed."""
    for message in due:
        if _claim(message):
            wanted = _is_wanted(message)
            if wanted:
                return message
            if wanted is False:
                _withdraw(message)
    return None


def _hand_over(message: Message, connection: BaseEmailBackend) -> Exception | None:
    """Give it to the mail server; returns what went wrong."""
    try:
        connection.open()
        connection.send_messages([_email(message)])
    except (SMTPException, OSError, ValueError) as error:
        return error
    return None


def _connection() -> BaseEmailBackend:
    transport: dict[str, Any] = settings.OUTBOX_TRANSPORT
    arguments = {
        argument: transport[name] for name, argument in TRANSPORT_ARGUMENTS.items() if transport.get(name) is not None
    }
    return get_connection(transport["EMAIL_BACKEND"], timeout=TIMEOUT_SECONDS, **arguments)


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (SMTPException, OSError) as error:
        logger.info("The mail server did not take its leave: %s", error)


def _claim(message: Message) -> bool:
    """Take the message for the length of the lease, unless somebody else took, sent or withdrew it since we looked."""
    untouched = Message.objects.waiting().filter(pk=message.pk, next_try_at=message.next_try_at)
    message.tries += 1
    return bool(untouched.update(next_try_at=timezone.now() + LEASE, tries=message.tries))


class _Email(EmailMultiAlternatives):
    """A mail whose parts are told apart by a line nobody can guess.

    Python makes up such a line too, but searches the parts for it each time, which costs a tenth of all sending.
    """

    def message(self, **words: Any) -> Any:
        """As Django's."""
        made = super().message(**words)
        if made.is_multipart():
            made.set_boundary(f"=_{secrets.token_hex(16)}")
        return made


def _email(message: Message) -> EmailMultiAlternatives:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    email = _Email(
        subject=message.subject,
        body=message.text,
        to=[message.to],
        headers={
            **message.headers,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            # The same at every try, so that mail programs can tell a repetition.
            "Message-ID": f"<outbox-{message.pk}-{message.queued_at:%Y%m%d%H%M%S%f}@{domain}>",
        },
    )
    if message.html:
        email.attach_alternative(message.html, "text/html")
    return email


def _note_success(message: Message) -> None:
    """Mark it sent and forget its text, which may hold a one-time link."""
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now(), text="", html="", last_error="")
    _tell_list(message, Outcome.TAKEN)


def _is_wanted(message: Message) -> bool | None:
    """The list's answer; None where it failed, so that the message waits and the others go."""
    try:
        return lists.is_wanted(message.list_key)
    except Exception:
        logger.exception("A mailing list could not say whether mail %s is wanted", message.pk)
        return None


def _tell_list(message: Message, outcome: Outcome) -> None:
    """Let the list know; its fault must not undo that the mail was marked, or it would be sent again."""
    try:
        lists.tell(message.list_key, outcome)
    except Exception:
        logger.exception("A mailing list could not note what became of mail %s", message.pk)


def _withdraw(message: Message) -> None:
    """The person has left the list since it was queued: it is not sent, and its text is forgotten."""
    Message.objects.filter(pk=message.pk).update(withdrawn_at=timezone.now(), text="", html="")


def _note_failure(message: Message, error: Exception) -> bool:
    """Record what went wrong and when to try again; returns whether the server itself is the trouble."""
    now = timezone.now()
    about_message = isinstance(error, SMTPRecipientsRefused | SMTPDataError | ValueError)
    too_old = bool(message.list_key) and message.queued_at < now - LIST_PATIENCE
    permanent = about_message and (_code(error) >= PERMANENT or too_old)
    logger.warning("Mail %s was not taken (try %s): %s", message.pk, message.tries, type(error).__name__)
    Message.objects.filter(pk=message.pk).update(
        last_error=f"{type(error).__name__}: {error}"[:1000],
        next_try_at=_next_try(message, now) if about_message else now + SERVER_WAIT,
        failed_at=now if permanent else None,
    )
    if permanent:
        _tell_list(message, Outcome.NO_SUCH_ADDRESS if _is_unknown(error) else Outcome.GIVEN_UP)
    return not about_message


def _next_try(message: Message, now: datetime) -> datetime:
    doublings = min(message.tries - 1, 10)
    return now + min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)


def _code(error: Exception) -> int:
    """The mail server's own code; an address or subject that cannot even be written as mail counts as refused."""
    if isinstance(error, SMTPRecipientsRefused):
        return max(code for code, _ in error.recipients.values())
    return error.smtp_code if isinstance(error, SMTPResponseException) else PERMANENT


def _is_unknown(error: Exception) -> bool:
    """Whether the server says that there is nobody at this address."""
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    answers = error.recipients.values()
    return any(code in NO_SUCH_ADDRESS and not _decoded(words).startswith(OTHER_REASONS) for code, words in answers)


def _decoded(words: bytes | str) -> str:
    return words.decode("ascii", "replace") if isinstance(words, bytes) else words
