"""Mail about plans: to those who decide, prepare and chair, and to agencies whose dates move."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from audit_forms.case_audits.models import CaseAudit
from audit_forms.organisations.enums import MembershipRole
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.outbox.services import queue_mail


@dataclass(frozen=True)
class News:
    """One kind of mail: what happened, what to do now, and why this person is told."""

    name: str
    subject: str
    text: str
    why: str


SITS_HERE = "You receive this because you decide on or run the partnership’s case audits."
TO_APPROVE = News(
    "to_approve",
    "A plan waits for the Executive",
    "The Quality and Impact Group has agreed the plan of a case audit. Please approve it or send it back.",
    SITS_HERE,
)
SENT_BACK = News(
    "sent_back",
    "A plan has come back to the group",
    "The Executive has sent the plan of a case audit back. What should change stands on its page.",
    SITS_HERE,
)
APPROVED = News(
    "approved",
    "A plan has been approved",
    "The Executive has approved the plan of a case audit. Its page says what is still missing before it can start.",
    SITS_HERE,
)
CHAIR = News(
    "chair",
    "You have been asked to chair a case audit",
    "The Business Unit has named you as chair of a case audit. Its plan and its dates are on its page.",
    "You receive this because you chair a case audit of the partnership.",
)
DATES_MOVED = News(
    "dates_moved",
    "The dates of a case audit have moved",
    "The Business Unit has moved dates of a case audit in which you have a part. The new ones hold from now on.",
    "You receive this because you lead an agency in a case audit, or chair it.",
)


def tell_role(role: Role, audit: CaseAudit, news: News, event: Any) -> None:
    """Tell everybody in a portal-wide role who can sign in; `event` makes each happening one mail a person."""
    tell(User.objects.filter(is_active=True, groups__name=role.value), audit, news, event)


def tell_those_with_a_part(audit: CaseAudit, news: News, event: Any) -> None:
    """Tell the chair, and, where agencies know of the audit, the leads of those that it asks."""
    people: dict[int, User] = {audit.chair.pk: audit.chair} if audit.chair and audit.chair.is_active else {}
    if not audit.is_planned:
        led = {"memberships__role": MembershipRole.LEAD, "memberships__ended_at__isnull": True}
        leads = User.objects.filter(is_active=True, memberships__organisation__in=audit.agencies.all(), **led)
        people |= {each.pk: each for each in leads.distinct()}
    tell(people.values(), audit, news, event)


def tell(people: Iterable[User], audit: CaseAudit, news: News, event: Any) -> None:
    """Tell each person once for each event; the mail leads to the audit's page and says nothing of it."""
    for person in people:
        queue_mail(
            to=person.email,
            subject=news.subject,
            template="audit_news",
            context={
                "news": news,
                "person": person,
                "button_path": reverse("programme:audit", args=[audit.reference]),
                "button_text": "Open the audit",
            },
            once_key=f"audit:{audit.pk}:{news.name}:{event}:{person.pk}",
        )
