"""The mail on topics: once a week, to each subscriber who wants it, what is new on the topics they follow.

Thursday from 8am, UK time; on Friday if the portal was switched off on Thursday. Published pages only, and no mail to
whom nothing new concerns. Each page is new once: when `Appearance` first saw it.
"""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.outbox.models import Message
from portal.outbox.services import full_address, queue_mail
from publications.list_mail import list_headers, list_key
from publications.models import Appearance, AuditOutcomePage, BriefingPage, Subscriber

KINDS = (AuditOutcomePage, BriefingPage)
THURSDAY, FRIDAY = 3, 4
WEEK = timedelta(days=7)
KEY = "topics:"
FROM_HOUR = 8
# Few enough that nobody who saves meanwhile waits for the transaction, and no other job for this one.
IN_ONE_TRANSACTION = 10
TRANSACTIONS_A_RUN = 40


def run() -> None:
    """Note what is new; on its days, queue this week's mail, some at each run. A background job calls this."""
    note_appearances()
    now = timezone.localtime()
    take_back_stale(now)
    if now.weekday() not in (THURSDAY, FRIDAY) or now.hour < FROM_HOUR:
        return
    for _ in range(TRANSACTIONS_A_RUN):
        if not queue_some(now):
            break


@transaction.atomic
def note_appearances() -> None:
    """Note each outcome and briefing that everybody can read and that was not seen before.

    The very first time all count from their own day: a new portal does not announce its whole past.
    """
    is_first = not Appearance.objects.exists()
    now = timezone.now()
    for kind in KINDS:
        unseen = kind.objects.for_reader().exclude(pk__in=Appearance.objects.values("page_id"))
        for page in unseen.only("pk", "first_published_at"):
            since = page.first_published_at if is_first and page.first_published_at else now
            Appearance.objects.get_or_create(page_id=page.pk, defaults={"since": since})


@transaction.atomic
def take_back_stale(now: datetime) -> None:
    """Undo waiting mails that name a page which cannot be read any more; the next turn makes them without it."""
    waiting = Message.objects.due().filter(once_key__startswith=KEY)
    for page in withdrawn_pages(now) if waiting.exists() else []:
        stale = waiting.filter(text__contains=address_of(page))
        numbers = [list_key.partition(":")[2] for list_key in stale.values_list("list_key", flat=True)]
        stale.delete()
        for reader in Subscriber.objects.select_for_update().filter(pk__in=numbers):
            reader.told_until = max(reader.confirmed_at, reader.told_until - WEEK)
            reader.save(update_fields=["told_until"])


def withdrawn_pages(now: datetime) -> list[Any]:
    """Pages that appeared lately, in time for a mail that may wait still, and cannot be read now."""
    lately = Appearance.objects.filter(since__gt=now - 2 * WEEK).values("page_id")
    return [
        page
        for kind in KINDS
        for page in kind.objects.filter(pk__in=lately).exclude(pk__in=kind.objects.readable().values("pk"))
    ]


def address_of(page: Any) -> str:
    """The full address of a page."""
    return full_address(page.get_url_parts()[2])


@transaction.atomic
def queue_some(now: datetime) -> int:
    """Look at some subscribers whose turn of this week has not been; queue a mail where there is news for them.

    Returns how many were looked at. A process that is killed leaves none half done, and two at once do none twice.
    """
    thursday = timezone.make_aware(datetime.combine(now.date() - timedelta(days=now.weekday() - THURSDAY), time()))
    due = Subscriber.objects.for_digest().filter(told_until__lt=thursday).order_by("pk")
    readers = list(due.select_for_update()[:IN_ONE_TRANSACTION].prefetch_related("themes"))
    pages = new_pages(min(reader.told_until for reader in readers), now) if readers else []
    for reader in readers:
        topics = set(reader.themes.all())
        news = [page for since, page in pages if since > reader.told_until and page.theme in topics]
        if news:
            _queue(reader, news, now)
    Subscriber.objects.filter(pk__in=[reader.pk for reader in readers]).update(told_until=now)
    return len(readers)


def new_pages(after: datetime, until: datetime) -> list[tuple[datetime, Any]]:
    """The pages that can be read now and appeared in that time, with when, the newest first."""
    since = dict(Appearance.objects.filter(since__gt=after, since__lte=until).values_list("page_id", "since"))
    found = [page for kind in KINDS for page in kind.objects.readable().filter(pk__in=since).select_related("theme")]
    return sorted(((since[page.pk], page) for page in found), key=lambda each: (each[0], each[1].pk), reverse=True)


def digest_key(reader: Subscriber, now: datetime) -> str:
    """One mail for each subscriber and week."""
    year, week, _ = now.isocalendar()
    return f"{KEY}{reader.pk}:{year}-{week:02d}"


def _queue(reader: Subscriber, news: list[Any], now: datetime) -> None:
    items = [
        {
            "kind": page.kind_label,
            "theme": page.theme.name,
            "title": page.title,
            "summary": page.summary,
            "url": address_of(page),
        }
        for page in news
    ]
    queue_mail(
        to=str(reader.email),
        subject="New on the topics you follow",
        template="topics",
        context={"items": items, "preferences_url": reader.preferences_url(), "leave_url": reader.leave_url()},
        once_key=digest_key(reader, now),
        headers=list_headers(reader),
        list_key=list_key(reader),
    )
