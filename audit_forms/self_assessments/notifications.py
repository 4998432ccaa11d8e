"""Mail about rounds; queued in the transaction of its cause, one message for each person and event."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.returns.models import Return
from audit_forms.self_assessments.models import Chase, FeedbackLetter, Round, SummaryReport
from audit_forms.self_assessments.permissions import ADDRESSED_ROLES
from portal.accounts.models import User
from portal.outbox.news import News, queue_news
from portal.outbox.services import queue_mail

FEEDBACK = News(
    "Feedback about your return is ready",
    "The partnership has read your return closely and written to you about it. Sign in to read the letter. You can "
    "answer it once.",
)


def leads_of(returns: Iterable[Return]) -> dict[int, list[Membership]]:
    """Current leads who may sign in, by organisation."""
    leads = defaultdict(list)
    memberships = Membership.objects.current().in_roles(MembershipRole.LEAD).select_related("user", "organisation")
    for membership in memberships.filter(
        organisation__in=[each.organisation_id for each in returns],
        user__is_active=True,
    ):
        leads[membership.organisation_id].append(membership)
    return leads


def tell_leads_of_opening(*, exercise: Round, returns: list[Return]) -> None:
    """Tell each lead that the round is open and until when; once, however often this is called."""
    leads = leads_of(returns)
    for audit_return in returns:
        for lead in leads[audit_return.organisation_id]:
            queue_mail(
                to=lead.user.email,
                subject=f"{exercise.title} is open",
                template="round_opened",
                context={"lead": lead.user, "round": exercise, **about(audit_return)},
                once_key=f"round-opened:{audit_return.reference}:{lead.user_id}",
            )


def tell_leads_of_extension(*, audit_return: Return) -> None:
    """Tell each lead of the new deadline."""
    for lead in leads_of([audit_return])[audit_return.organisation_id]:
        queue_mail(
            to=lead.user.email,
            subject=f"More time: {audit_return.exercise.title}",
            template="return_extended",
            context={"lead": lead.user, "round": audit_return.exercise, **about(audit_return)},
            once_key=f"extended:{audit_return.reference}:{audit_return.deadline.isoformat()}:{lead.user_id}",
        )


def about(audit_return: Return) -> dict[str, object]:
    """What every message may say of a return: whose it is, when it is due, where to find it."""
    return {
        "organisation": audit_return.organisation,
        "deadline": audit_return.deadline,
        "url": f"{settings.WAGTAILADMIN_BASE_URL}{audit_return.get_absolute_url()}",
    }


def send_chase(*, chase: Chase, person: User, returns: Sequence[Return]) -> None:
    """Send the officer's text in a fixed frame: whose return, its reference and deadline, one button."""
    queue_mail(
        to=person.email,
        subject=chase_subject(chase.exercise),
        template="round_chase",
        context=chase_context(chase.exercise, chase.text, person, returns),
        once_key=f"chase:{chase.key}:{person.pk}",
    )


def chase_subject(exercise: Round) -> str:
    """The subject of every chase: it names no school."""
    return f"From the partnership: {exercise.title}"


def chase_context(exercise: Round, text: str, person: User, returns: Sequence[Return]) -> dict[str, Any]:
    """What a chase is rendered from; also for the preview."""
    return {"round": exercise, "words": text, "person": person, "returns": returns, **button_to(returns)}


def button_to(returns: Sequence[Return]) -> dict[str, str]:
    """The mail's button: to the one return, or to the list of all."""
    if len(returns) == 1:
        return {"button_path": returns[0].get_absolute_url(), "button_text": "Open the return"}
    return {"button_path": reverse("returns:list"), "button_text": "Open your returns"}


def send_reminder(*, person: User, lines: Sequence[Any], today: date) -> None:
    """Send one mail with everything that the person is reminded of today."""
    overdue = any(line.days < 0 for line in lines)
    queue_mail(
        to=person.email,
        subject="A return is overdue" if overdue else "A return is due soon",
        template="return_reminder",
        context={"person": person, "lines": lines, **button_to([line.audit_return for line in lines])},
        once_key=reminder_key(person, today),
    )


def reminder_key(person: User, today: date) -> str:
    """One reminder for each person and day."""
    return f"reminder:{person.pk}:{today.isoformat()}"


def addressees_of(letter: FeedbackLetter) -> list[User]:
    """Whom a letter is sent to: leads and signatories of the setting whose letter it is, each once."""
    members = Membership.objects.current().in_roles(*ADDRESSED_ROLES).filter(organisation=letter.addressee)
    people = members.filter(user__is_active=True).select_related("user").order_by("user__name", "pk")
    return list({member.user_id: member.user for member in people}.values())


def tell_of_feedback(*, letter: FeedbackLetter, people: Iterable[User]) -> None:
    """Tell each that a letter is there; nothing of what it says (bars G8)."""
    queue_news(
        people,
        FEEDBACK,
        template="feedback_news",
        path=reverse("feedback:letter", args=[letter.audit_return.reference]),
        button="Read the letter",
        event=f"feedback:{letter.pk}",
    )


def tell_leads_of_summary(*, report: SummaryReport, returns: list[Return]) -> None:
    """Tell each lead once that the summary report is published, however many returns they have; no finding is in it."""
    page: Any = report.page
    told: set[int] = set()
    for leads in leads_of(returns).values():
        for lead in leads:
            if lead.user_id in told:
                continue
            told.add(lead.user_id)
            queue_mail(
                to=lead.user.email,
                subject=f"The summary report of {report.exercise.title} is published",
                template="summary_published",
                context={
                    "lead": lead.user,
                    "round": report.exercise,
                    "organisation": lead.organisation,
                    "url": f"{settings.WAGTAILADMIN_BASE_URL}{page.url}",
                },
                once_key=f"summary:{report.pk}:{lead.user_id}",
            )
