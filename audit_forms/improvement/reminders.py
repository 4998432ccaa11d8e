"""Reminding people of actions: a fortnight before, on the day, and each week afterwards; one mail a person and day."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit_forms.improvement.models import Action, ActionReminder
from audit_forms.improvement.notifications import recipients_of
from audit_forms.organisations.enums import OPEN_STATUSES
from portal.outbox.models import Message
from portal.outbox.services import queue_mail

DAYS_BEFORE = 14
WEEK = 7
FIRST_HOUR = 7
SOON, TODAY, OVERDUE = "soon", "today", "overdue"

Due = tuple[Action, str]


def send_reminders() -> int:
    """Queue this morning's reminders; returns how many people get one. Called every hour, each is told once.

    A stage lasts until the next begins, so that a morning on which the portal stood still is made up for.
    """
    now = timezone.localtime()
    if now.hour < FIRST_HOUR:
        return 0
    waiting = due_by_person(now.date())
    return sum(_remind(person, due, now.date()) for person, due in waiting.items())


def stage_of(action: Action, today: date) -> str:
    """Which reminder the action is at that day; "" in the first week after its day, when it has been told of already.

    "overdue-2" is the second week after it was due.
    """
    days = (action.due_on - today).days
    if days > 0:
        return SOON
    if days == 0:
        return TODAY
    weeks = -days // WEEK
    return f"{OVERDUE}-{weeks}" if weeks else ""


def due_by_person(today: date) -> dict[Any, list[Due]]:
    """What each person has not been told yet. The owner is told while they are a member, else the leads."""
    actions = list(
        Action.objects.due_within(DAYS_BEFORE, today).filter(organisation__status__in=OPEN_STATUSES).order_by("pk")
    )
    told = set(
        ActionReminder.objects.filter(action__in=[each.pk for each in actions]).values_list(
            "action_id", "user_id", "due_on", "stage"
        )
    )
    people = recipients_of(actions)
    waiting: dict[Any, list[Due]] = defaultdict(list)
    for action in actions:
        stage = stage_of(action, today)
        for person in people[action.pk] if stage else []:
            if (action.pk, person.pk, action.due_on, stage) not in told:
                waiting[person].append((action, stage))
    return waiting


@transaction.atomic
def _remind(person: Any, due: list[Due], today: date) -> bool:
    """Queue the person's one mail of the day and note each action in it; what comes later that day waits for the next.

    The unique rows and the mail stand or fall together, so that two runs at once cannot send twice.
    """
    once_key = f"action-reminder:{person.pk}:{today.isoformat()}"
    if Message.objects.filter(once_key=once_key).exists():
        return False
    ActionReminder.objects.bulk_create(
        ActionReminder(action=action, user=person, due_on=action.due_on, stage=stage) for action, stage in due
    )
    stages = [stage.partition("-")[0] for _, stage in due]
    counts = {name: stages.count(name) for name in (OVERDUE, TODAY, SOON)}
    queue_mail(
        to=person.email,
        subject="Actions that are due",
        template="action_reminder",
        context={
            "person": person,
            "counts": counts,
            "button_path": reverse("improvement:list"),
            "button_text": "Open your actions",
        },
        once_key=once_key,
    )
    return True
