"""What the Business Unit does with subscribers."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied

from portal.trail.services import record
from publications.enums import StopReason
from publications.models import Subscriber
from publications.permissions import can_keep_subscribers
from publications.services.subscribing import stop


def stop_for_unit(*, subscriber: Subscriber, actor: Any) -> None:
    """Send nothing more to somebody who asked the Business Unit for it. Raises PermissionDenied."""
    if not can_keep_subscribers(actor):
        raise PermissionDenied
    stop(subscriber=subscriber, reason=StopReason.BUSINESS_UNIT, actor=actor)


def take_out(*, actor: Any) -> Iterator[tuple[Any, ...]]:
    """Rows of the list of all subscribers whose address is known, for a spreadsheet; the trail keeps who took it.

    Raises PermissionDenied.
    """
    if not can_keep_subscribers(actor):
        raise PermissionDenied
    everybody = Subscriber.objects.filter(email__isnull=False).order_by("email")
    record(actor=actor, action="subscribers.taken_out", target=actor, number=everybody.count())
    return map(_row, everybody.prefetch_related("themes").iterator(chunk_size=1000))


def _row(subscriber: Subscriber) -> tuple[Any, ...]:
    return (
        subscriber.email,
        subscriber.get_role_display(),
        "yes" if subscriber.wants_newsletter else "no",
        ", ".join(theme.name for theme in subscriber.themes.all()) if subscriber.wants_digest else "",
        subscriber.confirmed_at,
        subscriber.stopped_at,
        subscriber.get_stop_reason_display(),
    )
