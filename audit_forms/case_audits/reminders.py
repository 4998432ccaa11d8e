"""Reminding agencies of their parts in case audits: before the day, on it, and each week after; counts only."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit_forms.case_audits.agency_steps import Due, due_of
from audit_forms.case_audits.appointing import free_leads
from audit_forms.case_audits.enums import INVOLVEMENT_TASKS, LEADS_TASKS
from audit_forms.case_audits.models import Appointment, Involvement, PartReminder
from audit_forms.case_audits.services import release_leaver
from audit_forms.organisations.enums import OPEN_STATUSES
from portal.accounts.models import User
from portal.outbox.models import Message
from portal.outbox.services import queue_mail

MORNING = time(8)
WEEK = 7
# How many days ahead people are reminded: of saying whether they are involved, and of the audit itself.
INVOLVEMENT_AHEAD, AUDIT_AHEAD = 2, 7
SOON, TODAY, OVERDUE = "soon", "today", "overdue"


@dataclass(frozen=True)
class Line:
    """One part that somebody is reminded of, what it waits for, and which reminder it is."""

    part: Involvement
    due: Due
    stage: str

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes it a reminder of its own."""
        return self.part.pk, self.due.task.value, self.due.day, self.stage


def send_reminders() -> int:
    """Queue this morning's reminders, UK time; returns how many people get one. Called again, each is told once."""
    now = timezone.localtime()
    if now.time() < MORNING:
        return 0
    release_gone_auditors()
    waiting = lines_by_person(now.date())
    return sum(_remind(person, lines, now.date()) for person, lines in waiting.items())


def release_gone_auditors() -> None:
    """Ask for another auditor where the one named can no longer sign in, or lost the agency otherwise than by leaving.

    Leaving by the portal's own pages does so at once (`organisations.hooks`).
    """
    for each in Appointment.objects.current().select_related("auditor", "involvement__organisation"):
        release_leaver(organisation=each.involvement.organisation, leaver=each.auditor, actor=None)


def stage_of(due: Due, today: date) -> str:
    """Which reminder is reached that day; a stage lasts until the next, so that a missed morning is made up for.

    An audit due before the morning is due the day before: a reminder on the day would come too late.
    """
    if due.day is None:
        return ""
    days = (due.day - today).days
    ahead = INVOLVEMENT_AHEAD if due.task in INVOLVEMENT_TASKS else AUDIT_AHEAD
    if days > 0:
        return SOON if days <= ahead else ""
    return TODAY if days == 0 else f"{OVERDUE}-{(-days - 1) // WEEK}"


def lines_by_person(today: date) -> dict[User, list[Line]]:
    """What each person has not been told yet."""
    parts = Involvement.objects.worked_on().filter(organisation__status__in=OPEN_STATUSES)
    lines = [Line(part, due, stage_of(due, today)) for part in parts if (due := due_of(part)) is not None]
    lines = [line for line in lines if line.stage]
    told = set(
        PartReminder.objects.filter(involvement__in=[line.part.pk for line in lines]).values_list(
            "user", "involvement", "task", "due_on", "stage"
        )
    )
    waiting: dict[User, list[Line]] = defaultdict(list)
    for line in lines:
        for person in _people(line):
            if (person.pk, *line.key) not in told:
                waiting[person].append(line)
    return waiting


def _people(line: Line) -> list[User]:
    """Whoever is to do it and can sign in; a lead who audits the case neither countersigns nor confirms it."""
    current = line.part.appointment
    if line.due.task not in LEADS_TASKS:
        return [current.auditor] if current and current.auditor.is_active else []
    return [lead for lead in free_leads(line.part) if current is None or current.auditor_id != lead.pk]


@transaction.atomic
def _remind(person: User, lines: list[Line], today: date) -> bool:
    """Queue the person's one mail of the day and note each part in it: both or neither (bars R19)."""
    locked = User.objects.select_for_update().get(pk=person.pk)
    once_key = f"part-reminder:{person.pk}:{today.isoformat()}"
    if not locked.is_active or Message.objects.filter(once_key=once_key).exists():
        return False
    PartReminder.objects.bulk_create(
        PartReminder(involvement=each.part, user=locked, task=each.due.task, due_on=each.due.day, stage=each.stage)
        for each in lines
    )
    stages = [line.stage.partition("-")[0] for line in lines]
    queue_mail(
        to=locked.email,
        subject="Case audits wait for you",
        template="case_audit_reminder",
        context={
            "person": locked,
            "counts": {name: stages.count(name) for name in (OVERDUE, TODAY, SOON)},
            "button_path": reverse("audits:list"),
            "button_text": "See what waits for you",
        },
        once_key=once_key,
    )
    return True
