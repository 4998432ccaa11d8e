"""The weekly summary: to each lead what waits in their returns, to the Business Unit how the rounds stand.

Counts and dates only (bars G8). Monday at 8am, UK time; on Tuesday if the portal was switched off on Monday.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from audit_forms.organisations.enums import Capacity, MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.returns.enums import Progress, ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.notifications import button_to, reminder_key
from audit_forms.self_assessments.timetable import due_day, in_words
from audit_forms.self_assessments.tracker import standings
from audit_forms.self_assessments.waiting import open_returns, turns_of
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.dates import format_day
from portal.outbox.models import Message
from portal.outbox.services import full_address, queue_mail

LATEST_DAY = 1  # Tuesday
WEEK = timedelta(days=7)


def send_digests() -> None:
    """Queue this week's summaries, each once; does nothing from Wednesday to Sunday."""
    if timezone.localdate().weekday() <= LATEST_DAY:
        send_to_leads()
        send_to_unit()


def digest_key(person: User) -> str:
    """One summary for each person and week."""
    year, week, _ = timezone.localdate().isocalendar()
    return f"digest:{person.pk}:{year}-{week:02d}"


def send_to_leads() -> None:
    """Tell each lead what waits; not one who has been reminded this week already, which says the same.

    Returns asked for since Monday began are left to the mail that asked for them.
    """
    monday = this_monday()
    returns = open_returns().filter(exercise__in=Round.objects.running(), created_at__lt=start_of(monday))
    found = list(returns.select_related("exercise", "organisation").order_by("organisation__name", "pk"))
    by_organisation: dict[int, list[Return]] = defaultdict(list)
    for each in found:
        by_organisation[each.organisation_id].append(each)
    turns = turns_of(found)
    people: dict[User, list[dict[str, Any]]] = defaultdict(list)
    leads = Membership.objects.current().in_roles(MembershipRole.LEAD).filter(organisation__in=by_organisation)
    wanting = leads.filter(user__is_active=True, user__gets_digest=True)
    for lead in wanting.select_related("user").order_by("organisation__name", "pk"):
        people[lead.user] += [line_for(each, turns) for each in by_organisation[lead.organisation_id]]
    reminded = reminded_since(monday, people)
    for person, lines in people.items():
        if person.pk not in reminded:
            about = [line["audit_return"] for line in lines]
            send(person, "Your returns this week", "weekly_lead", {"lines": lines, **button_to(about)})


def this_monday() -> date:
    """The Monday of this week, UK time."""
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())


def start_of(day: date) -> datetime:
    """Midnight at which the day begins, UK time."""
    return timezone.make_aware(datetime.combine(day, time()))


def reminded_since(monday: date, people: Iterable[User]) -> set[int]:
    """Keys of those who have been reminded of something since that day."""
    days = [monday + timedelta(days=number) for number in range(LATEST_DAY + 1)]
    keys = {reminder_key(person, day): person.pk for person in people for day in days}
    queued = set(Message.objects.filter(once_key__in=keys).values_list("once_key", flat=True))
    return {person for key, person in keys.items() if key in queued}


def line_for(audit_return: Return, turns: dict[int, str]) -> dict[str, Any]:
    """What a lead is told of one return."""
    days = (due_day(audit_return.deadline) - timezone.localdate()).days
    words = "sent back with questions" if audit_return.submitted_at else in_words(audit_return.deadline, days)
    return {"audit_return": audit_return, "words": words, "task": standing_in_words(audit_return, turns)}


def standing_in_words(audit_return: Return, turns: dict[int, str]) -> str:
    """How far the return is, in numbers."""
    if audit_return.status == ReturnStatus.AWAITING_SIGN_OFF:
        capacity = turns.get(audit_return.pk)
        return f"Waits for the {Capacity(capacity).label.lower()} to confirm it." if capacity else "Awaiting sign-off."
    if audit_return.status == ReturnStatus.CHANGES_REQUESTED:
        return "Changes are wanted to single questions."
    if not audit_return.started_at:
        return "Not started."
    return f"{audit_return.questions_left} of {audit_return.questions_total} questions left."


def send_to_unit() -> None:
    """Tell the Business Unit how the running rounds stand and what has come in since last week."""
    rounds = list(Round.objects.running())
    people = User.objects.active_in(Role.BUSINESS_UNIT).filter(gets_digest=True)
    if not rounds or not people:
        return
    standing, since = standings(rounds), timezone.now() - WEEK
    to_read = Return.objects.filter(status=ReturnStatus.SUBMITTED).count()
    lines = [
        {
            "title": each.title,
            "received": standing[each.pk].received,
            "expected": standing[each.pk].expected,
            "overdue": standing[each.pk].overdue,
            "awaiting": standing[each.pk].number(Progress.AWAITING_SIGN_OFF),
            "new": each.returns.filter(submitted_at__gte=since).count(),
            "when": f"Deadline {format_day(each.deadline)}.",
        }
        for each in rounds
    ]
    button = {"button_path": reverse("self_assessments:unit"), "button_text": "Open the portal"}
    for person in people:
        send(person, "Rounds this week", "weekly_unit", {"rounds": lines, "to_read": to_read, **button})


def send(person: User, subject: str, template: str, context: dict[str, Any]) -> None:
    """Queue one summary."""
    queue_mail(
        to=person.email,
        subject=subject,
        template=template,
        context={"person": person, "account_url": full_address(reverse("account_home")), **context},
        once_key=digest_key(person),
    )
