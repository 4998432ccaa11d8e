"""Mail about plans: to those who decide, prepare and chair, and to agencies whose dates move."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from audit_forms.case_audits.models import CaseAudit
from audit_forms.organisations.enums import MembershipRole
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.outbox.news import NamedNews, queue_news


@dataclass(frozen=True)
class PlanNews(NamedNews):
    """News of a plan, and why this person is told."""

    why: str


SITS_HERE = "You receive this because you decide on or run the partnership’s case audits."
TO_APPROVE = PlanNews(
    "A plan waits for the Executive",
    "The Quality and Impact Group has agreed the plan of a case audit. Please approve it or send it back.",
    "to_approve",
    SITS_HERE,
)
SENT_BACK = PlanNews(
    "A plan has come back to the group",
    "The Executive has sent the plan of a case audit back. What should change stands on its page.",
    "sent_back",
    SITS_HERE,
)
APPROVED = PlanNews(
    "A plan has been approved",
    "The Executive has approved the plan of a case audit. Its page says what is still missing before it can start.",
    "approved",
    SITS_HERE,
)
CHAIR = PlanNews(
    "You have been asked to chair a case audit",
    "The Business Unit has named you as chair of a case audit. Its plan and its dates are on its page.",
    "chair",
    "You receive this because you chair a case audit of the partnership.",
)
DATES_MOVED = PlanNews(
    "The dates of a case audit have moved",
    "The Business Unit has moved dates of a case audit in which you have a part. The new ones hold from now on.",
    "dates_moved",
    "You receive this because you lead an agency in a case audit, or chair it.",
)


def tell_role(role: Role, audit: CaseAudit, news: PlanNews, event: Any) -> None:
    """Tell everybody in a portal-wide role who can sign in; `event` makes each happening one mail a person."""
    tell(User.objects.active_in(role), audit, news, event)


def tell_those_with_a_part(audit: CaseAudit, news: PlanNews, event: Any) -> None:
    """Tell the chair, and, where agencies know of the audit, the leads of those that it asks."""
    people: dict[int, User] = {audit.chair.pk: audit.chair} if audit.chair and audit.chair.is_active else {}
    if not audit.is_planned:
        led = {"memberships__role": MembershipRole.LEAD, "memberships__ended_at__isnull": True}
        leads = User.objects.filter(is_active=True, memberships__organisation__in=audit.agencies.all(), **led)
        people |= {each.pk: each for each in leads.distinct()}
    tell(people.values(), audit, news, event)


def tell(people: Iterable[User], audit: CaseAudit, news: PlanNews, event: Any) -> None:
    """Tell each person once for each event; the mail leads to the audit's page and says nothing of it."""
    queue_news(
        people,
        news,
        template="audit_news",
        path=reverse("programme:audit", args=[audit.reference]),
        button="Open the audit",
        event=f"audit:{audit.pk}:{news.name}:{event}",
    )
