"""Keeps a copy of every mail that the test process itself queues, sends or takes, until the test's end."""

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.db.models.signals import post_save

from portal.outbox.models import Message
from portal.outbox.querysets import MessageQuerySet
from tests.support import mail_guard
from tests.support.mail import taken


def _query(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


class Watch:
    """All mail since the test began."""

    def __init__(self) -> None:
        """None yet."""
        self.queued: list[mail_guard.Mail] = []

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Note each message that becomes a row, alone or with others."""
        save_all = MessageQuerySet.bulk_create

        def bulk_create(queryset: MessageQuerySet, messages: Any, *args: Any, **options: Any) -> list[Message]:
            made: list[Message] = save_all(queryset, messages, *args, **options)
            self.queued += [_copy(message) for message in made]
            return made

        def saved(instance: Message, created: bool, **rest: Any) -> None:
            if created:
                self.queued.append(_copy(instance))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(MessageQuerySet, "bulk_create", bulk_create)
            post_save.connect(saved, sender=Message, weak=False)
            yield
            post_save.disconnect(saved, sender=Message)

    def begin(self) -> None:
        """Forget what went before."""
        self.queued.clear()
        taken.clear()

    def check(self) -> None:
        """Raise AssertionError for what a mail must not be or say. Content needs a database that still answers."""
        sent = getattr(mail, "outbox", [])
        problems = [each for message in sent for each in mail_guard.wrong_shape(message)]
        problems += [each for recipients, message in taken for each in mail_guard.wrong_envelope(recipients, message)]
        if self.queued and not connection.needs_rollback:
            problems += mail_guard.leaks([*self.queued, *map(_sent, sent)], _query)
        self.begin()
        assert not problems, "Mail that says or does too much:\n" + "\n".join(problems)


def _copy(message: Message) -> mail_guard.Mail:
    return mail_guard.Mail(message.to, message.subject, message.text, message.html)


def _sent(message: mail.EmailMessage) -> mail_guard.Mail:
    pages = "".join(str(each[0]) for each in getattr(message, "alternatives", []))
    return mail_guard.Mail(", ".join(message.to), str(message.subject), str(message.body), pages)


WATCH = Watch()
