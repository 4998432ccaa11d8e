"""What stands between a draft and its readers: nothing that bars a reader is published, on no way (bars A11)."""

import logging
from collections.abc import Iterable
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from home.barriers import Barrier, barriers_of
from portal.outbox.news import News, queue_news

logger = logging.getLogger(__name__)

HELD_BACK = News(
    "A page you scheduled was not published",
    "A page that you had scheduled was not published today, because some people could not read it. It is still a "
    "draft. Choose Publish in its form to see what to mend and where, and schedule it again.",
)


class PublishRefused(Exception):
    """A page cannot be published yet; `barriers` say where it bars readers, and how to mend that."""

    def __init__(self, title: str, barriers: Iterable[Barrier]):
        self.title, self.barriers = title, list(barriers)
        found = " ".join(str(each) for each in self.barriers)
        super().__init__(f"“{title}” was not published, because some people could not read it. {found}")


def refuse_barriers(page: Any) -> None:
    """Raise PublishRefused where the page has a barrier."""
    if barriers := barriers_of(page):
        raise PublishRefused(page.title, barriers)


def publish_due() -> None:
    """Publish what was scheduled and take down what has expired; a job.

    Between scheduling and its day a picture may have lost its description or a document may have been replaced. Such a
    page is taken off the schedule, so that it does not hold up the others, and whoever saved it last is told.
    """
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).select_related("user")
    for revision in due:
        page = revision.as_object()
        if isinstance(page, Page) and barriers_of(page):
            _hold_back(revision, page)
    call_command("publish_scheduled", verbosity=0)


@transaction.atomic
def _hold_back(revision: Revision, page: Any) -> None:
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    logger.warning("Page %s was scheduled, but has a barrier; it stays a draft", page.pk)
    queue_news(
        [revision.user] if revision.user else [],
        HELD_BACK,
        template="editor_news",
        path=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        button="See what to mend",
        event=f"page-held-back:{revision.pk}",
    )
