"""The morning's mail: what is due and overdue, to whoever it waits for; on Mondays the weekly summary.

A background job calls `send_morning_mail` every few minutes from 8am, UK time. Each person's mail and the rows that
say that it was queued are written in one transaction: two schedulers, or one that is killed, send it once (bars R19).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone

from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments.digests import send_digests
from audit_forms.self_assessments.models import Reminder, Round
from audit_forms.self_assessments.notifications import reminder_key, send_reminder
from audit_forms.self_assessments.timetable import (
    changes_in_words,
    days_of,
    due_day,
    in_words,
    is_morning_over,
    reached,
)
from audit_forms.self_assessments.waiting import Waiting, open_returns, waiting_for
from portal.accounts.models import User
from portal.outbox.models import Message


@dataclass(frozen=True)
class Line:
    """One return that somebody is reminded of: how its date stands, and what they are to do."""

    audit_return: Return
    due_on: date
    days: int
    words: str
    task: str
    turn: int | None = None


def send_morning_mail() -> None:
    """Send today's reminders and, on Mondays, the summaries; run again, it sends only what is missing."""
    if is_morning_over(timezone.now()):
        send_reminders()
        send_digests()


def send_reminders() -> None:
    """Queue one mail for each person who is to be reminded of something today."""
    now = timezone.now()
    people: dict[User, list[Line]] = defaultdict(list)
    for exercise in Round.objects.running():
        days = days_of(exercise)
        if days:
            for person, line in lines_of(exercise, days, now):
                people[person].append(line)
    for person, lines in people.items():
        remind(person=person, lines=lines, today=timezone.localdate(now))


@transaction.atomic
def remind(*, person: User, lines: Iterable[Line], today: date) -> bool:
    """Queue the person's mail of the day and note each turn; says whether there was anything to tell."""
    locked = User.objects.select_for_update().get(pk=person.pk)
    if not locked.is_active or Message.objects.filter(once_key=reminder_key(person, today)).exists():
        return False
    told = Reminder.objects.filter(user=person)
    noted = set(told.values_list("audit_return", "due_on", "days"))
    new = [line for line in lines if (line.audit_return.pk, line.due_on, line.turn) not in noted]
    if not new:
        return False
    Reminder.objects.bulk_create(
        Reminder(audit_return=line.audit_return, user=person, due_on=line.due_on, days=line.turn) for line in new
    )
    send_reminder(person=person, lines=new, today=today)
    return True


def lines_of(exercise: Round, days: tuple[int, ...], now: datetime) -> list[tuple[User, Line]]:
    """Who is to be told of which return of the round today."""
    returns = open_returns().filter(exercise=exercise).select_related("exercise", "organisation")
    due = []
    for audit_return, line in with_due_day(returns, now):
        asked_on = timezone.localdate(audit_return.created_at)
        turn = reached(days, line.due_on, timezone.localdate(now), asked_on)
        if turn is not None:
            due.append((audit_return, line, turn))
    waiting = {each.audit_return.pk: each for each in waiting_for(each for each, _, _ in due)}
    return [
        (person, Line(audit_return, line.due_on, line.days, line.words, task_of(waiting[audit_return.pk]), turn))
        for audit_return, line, turn in due
        for person in waiting[audit_return.pk].people
    ]


def with_due_day(returns: Iterable[Return], now: datetime) -> list[tuple[Return, Line]]:
    """Each return with the day on which it, or what was asked about, is due; not those without such a day."""
    found = list(returns)
    asked = {each.pk for each in found if each.status == ReturnStatus.CHANGES_REQUESTED}
    still_open = Q(change_requests__resolved_at__isnull=True)
    wanted = dict(
        Return.objects.filter(pk__in=asked)
        .order_by()
        .values_list("pk")
        .annotate(due=Min("change_requests__due_on", filter=still_open))
    )
    today, lines = timezone.localdate(now), []
    for each in found:
        due_on = wanted[each.pk] if each.pk in asked else due_day(each.deadline)
        # Sent again after changes: the round's own deadline is no longer what counts.
        if due_on is None or (each.submitted_at and each.pk not in asked):
            continue
        left = (due_on - today).days
        words = changes_in_words(due_on, left) if each.pk in asked else in_words(each.deadline, left)
        lines.append((each, Line(each, due_on, left, words, "")))
    return lines


def task_of(waiting: Waiting) -> str:
    """What the person is to do, without a word of what the return says (bars G8)."""
    audit_return = waiting.audit_return
    if audit_return.status == ReturnStatus.AWAITING_SIGN_OFF:
        return "It is complete and waits for you to confirm it, or to send it back."
    if audit_return.status == ReturnStatus.CHANGES_REQUESTED:
        return "Only the questions that the partnership asked about are open."
    if not audit_return.started_at:
        return "It has not been started."
    left = audit_return.questions_left
    return f"{left} of {audit_return.questions_total} questions left." if left else "It can be sent for sign-off."
