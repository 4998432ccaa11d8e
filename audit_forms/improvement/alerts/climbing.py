"""Unanswered alerts climb: first the named people are told again, then the whole Business Unit and the board.

A background job calls `climb` every few minutes. Each step after each deadline is a row of its own, written in the
transaction that queues its mail and enters it in the history: two schedulers take it once, and one that is killed takes
it at its next turn (bars R16, R19). The dashboards do not wait for it: they go by the alert's clock.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from audit_forms.improvement.alerts import notifications
from audit_forms.improvement.enums import AlertStatus, AlertUpdateKind, ClimbStep
from audit_forms.improvement.models import Alert, AlertClimb, AlertUpdate
from portal.trail.services import record

# How long after its deadline an alert takes each step.
WAITS = {ClimbStep.AGAIN: timedelta(0), ClimbStep.ABOVE: timedelta(hours=2)}
PEOPLE = {ClimbStep.AGAIN: notifications.named_people, ClimbStep.ABOVE: notifications.people_above}


def climb() -> int:
    """Take every step that is due; returns how many were taken."""
    now = timezone.now()
    due = Alert.objects.overdue(now).order_by("pk").values_list("pk", flat=True)
    return sum(_climb_one(pk, step, now) for pk in list(due) for step in ClimbStep)


@transaction.atomic
def _climb_one(pk: int, step: ClimbStep, now: datetime) -> bool:
    """Take the step for that alert, unless it is not due, is not needed any more, or was taken."""
    alert = Alert.objects.select_related("raised_by").select_for_update(of=("self",)).get(pk=pk)
    due_at = alert.due_at
    if due_at is None or now < due_at + WAITS[step]:
        return False
    _, is_new = AlertClimb.objects.get_or_create(alert=alert, due_at=due_at, step=step)
    if not is_new:
        return False
    news = notifications.NOT_ACKNOWLEDGED if alert.status == AlertStatus.RAISED else notifications.NOT_ASSURED
    names = notifications.tell(alert, PEOPLE[step](alert), news, f"{step.value}-{due_at.isoformat()}")
    update = AlertUpdate.objects.create(
        alert=alert, kind=AlertUpdateKind.CLIMBED, note=f"{step.label}: {', '.join(names)}"
    )
    record(
        actor=None,
        action="alert.climbed",
        target=alert,
        update=update.pk,
        step=step.value,
        due=due_at.isoformat(),
        people=len(names),
    )
    return True
