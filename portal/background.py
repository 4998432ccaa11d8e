"""What somebody asks for on a page and a job makes for them: workbooks, archives, readings of many texts.

An app derives a model from `BackgroundWork`, with `total` and `done` in words of its own, and hands what waits longest
to `carry_out`.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

logger = logging.getLogger(__name__)

# Whoever began longer ago than this was stopped: somebody else makes it.
PATIENCE = timedelta(minutes=10)


class NotMade(Exception):
    """It must not be made as things are; `facts` are kept with it for the person who asked."""

    def __init__(self, **facts: Any):
        super().__init__("This is not made.")
        self.facts = facts


class BackgroundWorkQuerySet(models.QuerySet):
    """Selections of what was asked for; `lifetime` is how long it is kept."""

    lifetime: ClassVar[timedelta]

    def waiting(self) -> "BackgroundWorkQuerySet":
        """Those to be made that nobody is making, the one asked for first on top."""
        unmade = self.filter(made_at__isnull=True, failed_at__isnull=True).order_by("requested_at", "pk")
        return unmade.filter(Q(begun_at__isnull=True) | Q(begun_at__lt=timezone.now() - PATIENCE))

    def expired(self) -> "BackgroundWorkQuerySet":
        """Those kept for as long as was promised."""
        return self.filter(requested_at__lte=timezone.now() - self.lifetime)


class BackgroundWork(models.Model):
    """One thing asked for. `key` comes from the page it was asked for on, so that one press makes one (bars R5)."""

    total: Any
    done: Any

    key = models.UUIDField(unique=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        abstract = True
        ordering = ["-requested_at", "-pk"]
        default_permissions = ()

    @property
    def left(self) -> int:
        """How much of it is still to be done."""
        return int(self.total - self.done)


def carry_out(asked: BackgroundWork, work: Callable[[Callable[[int], None]], dict[str, Any]]) -> bool:
    """Make it, unless somebody else is at it; returns whether it was made.

    `work` is given a function that tells how much is done, and returns the fields to keep. It may raise NotMade. What
    else goes wrong is logged, and told on the page of whoever waits.
    """
    mine: Any = type(asked)._default_manager.filter(pk=asked.pk)
    if not mine.waiting().update(begun_at=timezone.now(), done=0):
        return False

    def tell(done: int) -> None:
        mine.update(done=done)

    try:
        facts = work(tell)
    except NotMade as refused:
        mine.update(failed_at=timezone.now(), **refused.facts)
        return False
    except Exception:  # whatever it is (a full disk, say), the person who waits must hear of it
        logger.exception("The %s %s could not be made", asked._meta.verbose_name, asked.pk)
        mine.update(failed_at=timezone.now())
        return False
    mine.update(made_at=timezone.now(), **facts)
    return True


def purge_files(expired: "models.QuerySet[Any]") -> int:
    """Delete what has expired, each with its file in the private storage; returns how many."""
    gone = list(expired)
    for each in gone:
        if each.stored_name:
            storages["private"].delete(each.stored_name)
        each.delete()
    return len(gone)


def stored_file(made: Any) -> File:
    """The file that was made. Raises Http404 where it is not made yet, or is lost, which is logged."""
    if made.made_at is None:
        raise Http404
    try:
        stored: File = storages["private"].open(made.stored_name)
    except OSError as error:
        logger.exception("The file of the %s %s is missing", made._meta.verbose_name, made.pk)
        raise Http404 from error
    return stored
