"""Mail about a return: that something waits, never what the return says or how it was judged (bars G8)."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.questionnaires.models import SignOffStep
from audit_forms.returns.models import Return
from portal.outbox.services import queue_mail


@dataclass(frozen=True)
class News:
    """One kind of mail: what happened, what to do now, and the words on its button."""

    subject: str
    text: str
    button: str = "Open the return"
    page: str = ""


TO_SIGN = News(
    "A return waits for you to confirm",
    "It is your turn to read the return and confirm it, or to send it back with a reason.",
    "Read and confirm",
    "sign/",
)
SENT_BACK = News(
    "A return was sent back to you", "Somebody who was asked to confirm it wants a change. Their reason is on the page."
)
SUBMITTED = News(
    "Your return has been submitted",
    "Everybody has confirmed it, and the partnership has it. The receipt shows the date and time.",
    "See the receipt",
    "receipt/",
)
ACCEPTED = News("Your return has been accepted", "The partnership has read it. There is nothing more to do.")
CHANGES = News(
    "Changes to your return are wanted",
    "The partnership has questions about some of the answers. Only those are open for you to change.",
)
REINSTATED = News(
    "A return is asked for again",
    "The partnership had withdrawn it and now asks for it after all. What was in it is still there.",
)
WITHDRAWN = News("A return is no longer needed", "The partnership has withdrawn it. There is nothing more to do.")


def ask_to_sign(audit_return: Return, step: SignOffStep | None) -> None:
    """Tell everyone who may sign as `step` wants that it is their turn."""
    if step is not None:
        signatories = _members(audit_return, MembershipRole.SIGNATORY).filter(capacity=step.capacity)
        _queue(audit_return, signatories, TO_SIGN, f"sign-{step.capacity}")


def tell_leads(audit_return: Return, news: News, event: str) -> None:
    """Tell the organisation's leads what happened; each event of an attempt is told once."""
    _queue(audit_return, _members(audit_return, MembershipRole.LEAD), news, event)


def _members(audit_return: Return, role: MembershipRole) -> Any:
    members = Membership.objects.current().filter(organisation=audit_return.organisation, user__is_active=True)
    return members.in_roles(role).select_related("user")


def _queue(audit_return: Return, members: Any, news: News, event: str) -> None:
    address = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{audit_return.get_absolute_url()}{news.page}"
    for member in members:
        queue_mail(
            to=member.user.email,
            subject=news.subject,
            template="return_news",
            context={
                "news": news,
                "person": member.user,
                "audit_return": audit_return,
                "button_url": address,
                "button_text": news.button,
            },
            once_key=f"return:{audit_return.pk}:{audit_return.attempt}:{event}:{member.user_id}",
        )
