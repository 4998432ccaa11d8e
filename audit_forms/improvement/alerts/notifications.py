"""Mail about alerts: that one waits and where. Never what it says, of whom, nor where it happened (bars R16, G8)."""

from collections.abc import Iterable
from typing import Any

from audit_forms.improvement.models import Alert
from audit_forms.improvement.querysets import ANSWERING_ROLES
from audit_forms.organisations.enums import Capacity, MembershipRole
from audit_forms.organisations.models import Membership
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.outbox.news import NamedNews, queue_news

FEWEST = 2
BOARD = (Capacity.CHAIR, Capacity.BOARD)


WAITS = NamedNews(
    "An alert waits for you",
    "Somebody has reported an immediate risk or unsafe practice. Open the alert, read it and acknowledge it now. "
    "If you cannot, tell a colleague who can.",
    "raised",
)
NOT_ACKNOWLEDGED = NamedNews(
    "An alert still waits: nobody has acknowledged it",
    "An immediate risk or unsafe practice was reported, and nobody has acknowledged it in time. Open the alert now.",
    "not_acknowledged",
)
NOT_ASSURED = NamedNews(
    "An alert still waits for assurance",
    "An immediate risk or unsafe practice was reported, and nobody has said in time what was done about it. "
    "Open the alert now.",
    "not_assured",
)
ACKNOWLEDGED = NamedNews(
    "Your alert has been acknowledged", "Somebody has read it and is acting on it.", "acknowledged"
)
ASSURED = NamedNews(
    "An alert waits to be closed",
    "What was done about it stands on its page. Close the alert, or ask for more.",
    "assured",
)
MORE_ASKED = NamedNews(
    "An alert has come back to you",
    "The partnership wants to know more about what was done. What that is stands on the alert’s page.",
    "more_asked",
)
CLOSED = NamedNews("An alert has been closed", "The partnership has closed it. There is nothing more to do.", "closed")


def business_unit() -> list[User]:
    """Everybody in the Business Unit who can sign in."""
    return list(User.objects.active_in(Role.BUSINESS_UNIT).order_by("pk"))


def answering(alert: Alert) -> list[Membership]:
    """Memberships of whoever answers for the organisation and can sign in."""
    members = Membership.objects.current().in_roles(*ANSWERING_ROLES).filter(user__is_active=True)
    return list(members.filter(organisation=alert.organisation_id).select_related("user").order_by("pk"))


def named_people(alert: Alert) -> list[User]:
    """Who is told of an alert at once: the organisation's leads and the Business Unit, without who raised it.

    Where those are fewer than two people, its signatories too; and where that is not enough, who raised it.
    """
    members = answering(alert)
    told = _once([*(each.user for each in members if each.role == MembershipRole.LEAD), *business_unit()])
    told = [each for each in told if each.pk != alert.raised_by_id]
    if len(told) < FEWEST:
        told = _once([*told, *(each.user for each in members)])
    return told


def people_above(alert: Alert) -> list[User]:
    """Whom an unanswered alert climbs to: the whole Business Unit and the organisation's board-level signatories.

    An organisation without one has its other signatories told.
    """
    signatories = [each for each in answering(alert) if each.role == MembershipRole.SIGNATORY]
    board = [each.user for each in signatories if each.capacity in BOARD]
    return _once([*business_unit(), *(board or [each.user for each in signatories])])


def leads_and_raiser(alert: Alert) -> list[User]:
    """Who hears how it went on: the organisation's leads and who raised it, while they can sign in."""
    leads = [each.user for each in answering(alert) if each.role == MembershipRole.LEAD]
    return _once([*leads, *([alert.raised_by] if alert.raised_by.is_active else [])])


def tell(alert: Alert, people: Iterable[Any], news: NamedNews, occasion: str) -> list[str]:
    """Queue one mail to each of the people, once for each occasion; returns their names."""
    told = list(people)
    queue_news(
        told,
        news,
        template="alert_news",
        path=alert.get_absolute_url(),
        button="Open the alert",
        event=f"alert:{alert.pk}:{occasion}:{news.name}",
    )
    return [str(person) for person in told]


def _once(people: Iterable[User]) -> list[User]:
    return list({each.pk: each for each in people}.values())
