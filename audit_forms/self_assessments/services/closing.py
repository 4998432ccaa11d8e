"""The end of a round, and its reminders."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audit_forms.self_assessments.models import REMINDER_DAYS, Round
from audit_forms.self_assessments.services.rounds import lock, require_running, require_unit
from portal.trail.services import record


@transaction.atomic
def close_round(*, exercise: Round, actor: Any) -> Round:
    """End the chasing of a round: no more mail about it. Drafts stay open and may still be submitted, late (bars R10).

    A second call changes nothing. Raises PermissionDenied, or ValidationError before the deadline.
    """
    require_unit(actor)
    closing = lock(exercise)
    if closing.is_closed:
        return closing
    require_running(closing)
    if closing.deadline > timezone.now():
        raise ValidationError("The deadline has not passed yet. Move it first if the round should end earlier.")
    closing.closed_at = timezone.now()
    closing.save(update_fields=["closed_at"])
    record(actor=actor, action="round.closed", target=closing, title=closing.title)
    return closing


@transaction.atomic
def resume_round(*, exercise: Round, actor: Any) -> Round:
    """Take a closed round up again, because it was closed too early. Raises PermissionDenied."""
    require_unit(actor)
    resumed = lock(exercise)
    if resumed.is_closed:
        resumed.closed_at = None
        resumed.save(update_fields=["closed_at"])
        record(actor=actor, action="round.resumed", target=resumed, title=resumed.title)
    return resumed


@transaction.atomic
def set_reminders(*, exercise: Round, days: Iterable[int], overdue: bool, actor: Any) -> Round:
    """Choose on which days before it is due a return is reminded of, and whether weekly afterwards; none is off.

    Raises PermissionDenied, or ValidationError for a day that is not on offer.
    """
    require_unit(actor)
    chosen = sorted(set(days), reverse=True)
    if not set(chosen) <= set(REMINDER_DAYS):
        raise ValidationError("Choose from the days on offer.")
    changed = lock(exercise)
    if changed.reminder_days != chosen or changed.reminds_overdue != overdue:
        changed.reminder_days, changed.reminds_overdue = chosen, overdue
        changed.save(update_fields=["reminder_days", "reminds_overdue"])
        record(actor=actor, action="round.reminders_set", target=changed, days=chosen, overdue=overdue)
    return changed
