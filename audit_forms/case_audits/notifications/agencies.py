"""Mail about cases: that something waits, never a case, a theme or a pseudonym (bars G8); each event once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from audit_forms.case_audits.enums import EndReason
from audit_forms.case_audits.models import Appointment, Case, CaseChase, Involvement
from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership
from portal.accounts.models import User
from portal.outbox.news import News, queue_news
from portal.outbox.services import queue_mail

# Where agencies find their case audits (design, section 5).
AGENCIES_PAGE = "/audits/"
BUTTON = "Open your case audits"


TO_REVIEW = News(
    "There are case audits to review",
    "The partnership asks your agency about cases. Please say for each of them whether you know the child.",
)
WITHDRAWN = News(
    "A case audit is no longer needed",
    "The partnership has withdrawn a case. There is nothing more to do for it.",
)


CORRECTED = News(
    "Who a child is has been corrected",
    "The partnership has put right what it keeps for finding a child’s record. Please look again, also where your "
    "agency has said that it does not know the child.",
)


def tell_of_cases(parts: Iterable[Involvement]) -> None:
    """Tell each lead of each agency once that there are new parts; the newest part makes the mail unlike any other."""
    by_agency: dict[int, int] = {}
    for part in parts:
        by_agency[part.organisation_id] = max(by_agency.get(part.organisation_id, 0), part.pk)
    newest: dict[User, int] = {}
    for agency, people in leads_by_agency(by_agency).items():
        for person in people:
            newest[person] = max(newest.get(person, 0), by_agency[agency])
    for person, part_key in newest.items():
        _queue([person], TO_REVIEW, f"case-notified:{part_key}")


def tell_of_withdrawal(case_key: int, people: Iterable[User]) -> None:
    """Tell each of them once that a case is no longer audited."""
    _queue(people, WITHDRAWN, f"case-withdrawn:{case_key}")


def tell_of_correction(entry: int, people: Iterable[User]) -> None:
    """Tell each of them once that an identity was put right; `entry` is that correction's in the trail."""
    _queue(people, CORRECTED, f"case-corrected:{entry}")


def people_of(case: Case, parts: Iterable[Involvement]) -> set[User]:
    """The leads and current auditors of these parts of the case, but whoever has a conflict of interest in it."""
    parts = list(parts)
    current = Appointment.objects.current().filter(involvement__in=parts, auditor__is_active=True)
    people = {each.auditor for each in current.select_related("auditor")}
    people.update(*leads_by_agency(each.organisation_id for each in parts).values())
    conflicts = Appointment.objects.filter(involvement__case=case, ended_because=EndReason.CONFLICT)
    return people - {each.auditor for each in conflicts.select_related("auditor")}


def tell_of_succession(audit_key: int, agency: int, people: Iterable[User]) -> None:
    """Tell the leads of the agency that goes on from another that there are case audits."""
    _queue(people, TO_REVIEW, f"case-succeeded:{audit_key}:{agency}")


def send_chase(*, chase: CaseChase, person: User) -> None:
    """Send the officer's text to one person, in a frame that says nothing of any case."""
    queue_mail(
        to=person.email,
        subject=TO_REVIEW.subject,
        template="case_chase",
        context=chase_context(chase.text, person),
        once_key=f"case-chase:{chase.key}:{person.pk}",
    )


def chase_context(words: str, person: User) -> dict[str, Any]:
    """What a chase is rendered from; also for the preview."""
    return {"words": words, "person": person, "news": TO_REVIEW, "button_path": AGENCIES_PAGE, "button_text": BUTTON}


def leads_by_agency(agencies: Iterable[int]) -> dict[int, list[User]]:
    """The leads of each of the agencies who can sign in."""
    leads: dict[int, list[User]] = defaultdict(list)
    memberships = Membership.objects.current().in_roles(MembershipRole.LEAD).select_related("user")
    for each in memberships.filter(organisation__in=list(agencies), user__is_active=True):
        leads[each.organisation_id].append(each.user)
    return leads


def _queue(people: Iterable[User], news: News, event: str) -> None:
    queue_news(people, news, template="case_news", path=AGENCIES_PAGE, button=BUTTON, event=event)
