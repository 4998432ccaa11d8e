"""Mail to agencies and the Business Unit about a part in a case: that something waits, and nothing else (bars G8)."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from audit_forms.case_audits.appointing import free_leads
from audit_forms.case_audits.models import Appointment, Involvement
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.outbox.news import News, queue_news

NAMED = News(
    "You are named to audit a case",
    "Your agency’s lead has named you to audit a case. Before you read anything, declare whether you have had a part "
    "in it.",
)
DECLARED = News(
    "A declaration waits for you to countersign",
    "Somebody whom your agency has named to audit a case has declared to be independent. Countersign it, so that they "
    "can begin.",
)
COUNTERSIGNED = News("You can begin your case audit", "Your declaration is countersigned. The audit is yours to write.")
ANOTHER = News(
    "Another auditor is needed",
    "The auditor named for a case cannot audit it. Nothing more can be read or written by them. Name somebody else.",
)
ANOTHER_UNIT = News(
    "An agency needs another auditor",
    "An auditor named for a case cannot audit it. The agency’s leads have been told.",
)
NO_LEAD = News(
    "An agency has nobody to lead a case audit",
    "No lead of the agency can act in one of its cases any more. It needs another lead who can sign in.",
)
LEFT = News(
    "Another auditor is needed",
    "The auditor of a case no longer works for your agency in the portal. Name somebody else.",
)
MORE_TIME = News("More time for a case audit", "The partnership has given your agency more time for a case audit.")


def tell(involvement: Involvement, people: Iterable[User], news: News, event: str) -> None:
    """Tell each of those people that something waits in their agency's case audits; each event once.

    The link leads to the list: the address of a case holds its pseudonym.
    """
    _queue(involvement, people, news, event, reverse("audits:list"))


def tell_of_conflict(involvement: Involvement, ended: Appointment, *, audited: bool) -> None:
    """Tell the leads and the Business Unit that another auditor is needed, if the person audited the case."""
    leads = free_leads(involvement)
    event = f"conflict-{ended.pk}"
    if audited:
        tell(involvement, leads, ANOTHER, event)
        _tell_unit(involvement, ANOTHER_UNIT, event, ended.auditor)
    if not leads:
        _tell_unit(involvement, NO_LEAD, f"no-lead-{ended.pk}", ended.auditor)


def _tell_unit(involvement: Involvement, news: News, event: str, apart: Any) -> None:
    people = User.objects.active_in(Role.BUSINESS_UNIT).exclude(pk=apart.pk)
    _queue(involvement, people, news, event, reverse("start"))


def _queue(involvement: Involvement, people: Iterable[User], news: News, event: str, path: str) -> None:
    queue_news(
        people,
        news,
        template="case_audit_news",
        path=path,
        button="See what waits for you",
        event=f"part:{involvement.pk}:{event}",
        organisation=involvement.organisation,
    )
