"""Mail about a return: that something waits, never what the return says or how it was judged (bars G8)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from audit_forms.organisations.enums import Capacity, MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.questionnaires.models import SignOffStep
from audit_forms.returns.models import Return, SigningLink
from portal.outbox.news import News, queue_news
from portal.outbox.services import queue_mail


@dataclass(frozen=True)
class ReturnNews(News):
    """News of a return, the words on its button, and the page of the return that it opens."""

    button: str = "Open the return"
    page: str = ""


TO_SIGN = ReturnNews(
    "A return waits for you to confirm",
    "It is your turn to read the return and confirm it, or to send it back with a reason.",
    "Read and confirm",
    "sign/",
)
SENT_BACK = ReturnNews(
    "A return was sent back to you", "Somebody who was asked to confirm it wants a change. Their reason is on the page."
)
SUBMITTED = ReturnNews(
    "Your return has been submitted",
    "Everybody has confirmed it, and the partnership has it. The receipt shows the date and time, and leads to the "
    "profile of your return.",
    "See the receipt",
    "receipt/",
)
ACCEPTED = ReturnNews("Your return has been accepted", "The partnership has read it. There is nothing more to do.")
CHANGES = ReturnNews(
    "Changes to your return are wanted",
    "The partnership has questions about some of the answers. Only those are open for you to change.",
)
ASSIGNED = ReturnNews(
    "Sections of a return are yours to write",
    "Your lead has assigned sections of the return to you. The list of sections shows which, with yours first.",
)
COMMENTED = ReturnNews(
    "Somebody has commented on your return",
    "There are new comments on the return. The list of sections shows where; we tell you at most once an hour.",
)
FILE_REFUSED = ReturnNews(
    "A file given as evidence was refused",
    "The virus scanner found something harmful in a file of this return. It was deleted and no longer counts.",
)
REINSTATED = ReturnNews(
    "A return is asked for again",
    "The partnership had withdrawn it and now asks for it after all. What was in it is still there.",
)
WITHDRAWN = ReturnNews("A return is no longer needed", "The partnership has withdrawn it. There is nothing more to do.")


def ask_to_sign(audit_return: Return, step: SignOffStep | None) -> None:
    """Tell everyone who may sign as `step` wants that it is their turn."""
    if step is not None:
        by_lead = step.capacity == Capacity.AGENCY_LEAD
        people = leads_of(audit_return) if by_lead else _signatories(audit_return, step.capacity)
        _queue(audit_return, people, TO_SIGN, f"sign-{step.capacity}")


def tell_leads(audit_return: Return, news: ReturnNews, event: str) -> None:
    """Tell the organisation's leads, and whoever is named to write the return; each event of an attempt once."""
    _queue(audit_return, [*leads_of(audit_return), *_named_writers(audit_return)], news, event)


def send_link(link: SigningLink, token: str, minutes: int) -> None:
    """Send somebody without an account their link to sign; the code that it also needs lasts so many minutes."""
    audit_return = link.audit_return
    queue_mail(
        to=link.email,
        subject="A safeguarding return waits for you to confirm",
        template="signing_link",
        context={
            "link": link,
            "audit_return": audit_return,
            "minutes": minutes,
            "button_path": reverse("returns:link", args=[token]),
            "button_text": "Read and confirm",
        },
        once_key=f"signing-link:{link.pk}",
    )


def send_code(link: SigningLink, code: str, minutes: int) -> None:
    """Send the code by which somebody with a link proves that the address is theirs."""
    queue_mail(
        to=link.email,
        subject="Your code to open the return",
        template="signing_code",
        context={"link": link, "code": code, "minutes": minutes},
        once_key=f"signing-code:{link.pk}:{link.codes_sent}",
    )


def tell_person(audit_return: Return, person: Any, news: ReturnNews, event: str) -> None:
    """Tell one person what happened; each event of an attempt is told once."""
    _queue(audit_return, [person], news, event)


def leads_of(audit_return: Return) -> list[Any]:
    """The organisation's leads who can sign in; none who write the return themselves or have a conflict in it."""
    apart = audit_return.named_writers.filter(Q(ended_at=None) | Q(has_conflict=True)).values("user")
    return [member.user for member in _members(audit_return, MembershipRole.LEAD).exclude(user__in=apart)]


def _named_writers(audit_return: Return) -> list[Any]:
    return [each.user for each in audit_return.named_writers.current().select_related("user") if each.user.is_active]


def _signatories(audit_return: Return, capacity: str) -> list[Any]:
    members = _members(audit_return, MembershipRole.SIGNATORY).filter(capacity=capacity)
    return [member.user for member in members]


def _members(audit_return: Return, role: MembershipRole) -> Any:
    members = Membership.objects.current().filter(organisation=audit_return.organisation, user__is_active=True)
    return members.in_roles(role).select_related("user")


def _queue(audit_return: Return, people: list[Any], news: ReturnNews, event: str) -> None:
    queue_news(
        people,
        news,
        template="return_news",
        path=f"{audit_return.get_absolute_url()}{news.page}",
        button=news.button,
        event=f"return:{audit_return.pk}:{audit_return.attempt}:{event}",
        audit_return=audit_return,
    )
