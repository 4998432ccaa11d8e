"""What of deep dives waits on the Business Unit's first page: reviews to write, and settings to ask again."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from audit_forms.self_assessments.models import DeepDive, Review

SHOWN = 5
# A day to follow up shows on the first page from two weeks before until four weeks after; the tracker lists all.
BEFORE, AFTER = timedelta(days=14), timedelta(days=28)


@dataclass(frozen=True)
class DeepDivesWaiting:
    """A person's reviews to write and how many there are in all; the returns whose day to follow up is near or past."""

    reviews: list[Review]
    reviews_number: int
    follow_ups: list[DeepDive]
    follow_ups_number: int


def deep_dives_waiting(user: Any) -> DeepDivesWaiting:
    """What waits for the person; two queries, or four where there is more than is shown."""
    own = Review.objects.written_by(user).filter(finished_at__isnull=True, deep_dive__ended_at__isnull=True)
    own = own.select_related("deep_dive__audit_return__organisation", "deep_dive__sample__exercise")
    today = timezone.localdate()
    due = DeepDive.objects.visible_to(user).to_follow_up()
    due = due.filter(follow_up_on__gte=today - AFTER, follow_up_on__lte=today + BEFORE).order_by("follow_up_on", "pk")
    due = due.select_related("audit_return__organisation", "sample__exercise")
    reviews, follow_ups = list(own.order_by("begun_at", "pk")[: SHOWN + 1]), list(due[: SHOWN + 1])
    return DeepDivesWaiting(
        reviews[:SHOWN],
        own.count() if len(reviews) > SHOWN else len(reviews),
        follow_ups[:SHOWN],
        due.count() if len(follow_ups) > SHOWN else len(follow_ups),
    )
