"""What happens to rounds: they are scheduled, opened once, completed when schools join, and given more time."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit_forms.returns.models import Return
from audit_forms.returns.services import give_time
from audit_forms.self_assessments.expecting import expect_returns
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.notifications import tell_leads_of_extension, tell_leads_of_opening
from audit_forms.self_assessments.permissions import can_run_rounds
from portal.trail.services import record

JOINED_LATE = "Joined after the round opened"


def require_unit(actor: Any) -> None:
    """Raise PermissionDenied unless the actor runs rounds; None is the portal itself (a job or command)."""
    if actor is not None and not can_run_rounds(actor):
        raise PermissionDenied("Only the Business Unit runs rounds.")


def require_running(exercise: Round) -> None:
    """Raise ValidationError unless the round has opened and is not closed."""
    if not exercise.is_open:
        raise ValidationError("The round has not opened yet, so it has no returns.")
    require_not_closed(exercise)


def require_not_closed(exercise: Round) -> None:
    """Raise ValidationError where the round is closed."""
    if exercise.is_closed:
        raise ValidationError("The round is closed. Resume it first.")


def lock(exercise: Round) -> Round:
    """The round as it is now, held until the transaction ends: two people never open or move it at once."""
    return Round.objects.select_for_update().select_related("edition__questionnaire").get(pk=exercise.pk)


@transaction.atomic
def schedule_round(*, actor: Any, **plan: Any) -> Round:
    """Plan a round from its fields; it opens by itself at `opens_at`. Raises PermissionDenied or ValidationError."""
    require_unit(actor)
    planned = Round(**plan)
    planned.full_clean()
    planned.save()
    record(
        actor=actor,
        action="round.scheduled",
        target=planned,
        title=planned.title,
        deadline=planned.deadline.isoformat(),
        scope=planned.scope,
        carries_forward=planned.carries_forward,
    )
    return planned


@transaction.atomic
def change_plan(*, exercise: Round, actor: Any, **changes: Any) -> Round:
    """Change what was planned, until the round opens. Raises PermissionDenied or ValidationError."""
    require_unit(actor)
    planned = lock(exercise)
    if planned.is_open:
        raise ValidationError("The round has opened: move its deadline in the tracker instead.")
    for name, value in changes.items():
        setattr(planned, name, value)
    planned.full_clean()
    planned.save()
    record(actor=actor, action="round.plan_changed", target=planned, title=planned.title, fields=sorted(changes))
    return planned


@transaction.atomic
def drop_plan(*, exercise: Round, actor: Any) -> None:
    """Delete a round that has not opened. Raises PermissionDenied, or ValidationError once it has."""
    require_unit(actor)
    planned = lock(exercise)
    if planned.is_open:
        raise ValidationError("The round has opened, so it stays on record.")
    record(actor=actor, action="round.plan_dropped", target=planned, title=planned.title, year=planned.year)
    planned.delete()


@transaction.atomic
def open_round(*, exercise: Round, actor: Any) -> Round:
    """Ask every open organisation under the duty for a return and tell its leads; a second call changes nothing."""
    require_unit(actor)
    opening = lock(exercise)
    if opening.is_open:
        return opening
    now = timezone.now()
    opening.opened_at = now
    opening.opens_at = min(opening.opens_at, now)
    opening.save(update_fields=["opened_at", "opens_at"])
    created = expect_returns(opening)
    record(actor=actor, action="round.opened", target=opening, returns=len(created))
    tell_leads_of_opening(exercise=opening, returns=created)
    return opening


@transaction.atomic
def add_missing_returns(*, exercise: Round, actor: Any, deadline: datetime | None = None) -> int:
    """Ask settings that have joined since the round opened; returns how many. Nobody is asked twice.

    They have until `deadline`, or the round's own where none is given or it is not later. Raises ValidationError
    where the round does not run or that moment has passed.
    """
    require_unit(actor)
    running = lock(exercise)
    require_running(running)
    if deadline is not None and deadline <= timezone.now():
        raise ValidationError({"day": "The deadline must be in the future."})
    created = expect_returns(running)
    if created:
        give_joiners_time(created, deadline, actor)
        record(actor=actor, action="round.returns_added", target=running, returns=len(created))
        tell_leads_of_opening(exercise=running, returns=created)
    return len(created)


def give_joiners_time(created: Iterable[Return], deadline: datetime | None, actor: Any) -> None:
    """Let returns that begin late have until `deadline` where that is later than the round's own."""
    for audit_return in created:
        if deadline is None or deadline <= audit_return.exercise.deadline:
            continue
        audit_return.extended_until, audit_return.extension_reason = deadline, JOINED_LATE
        audit_return.save(update_fields=["extended_until", "extension_reason"])
        record(
            actor=actor,
            action="return.extended",
            target=audit_return,
            old=audit_return.exercise.deadline.isoformat(),
            new=deadline.isoformat(),
            reason=JOINED_LATE,
        )


@transaction.atomic
def move_deadline(*, exercise: Round, deadline: datetime, actor: Any) -> Round:
    """Set another deadline for every return of the round (bars R10).

    An extension that the new deadline overtakes is dropped, so that nobody has less time than everybody else.
    Raises ValidationError where the new deadline has passed or comes before the round opens.
    """
    require_unit(actor)
    moved = lock(exercise)
    if deadline == moved.deadline:
        return moved
    require_not_closed(moved)
    if deadline <= timezone.now():
        raise ValidationError("The new deadline must be in the future.")
    before, moved.deadline = moved.deadline, deadline
    moved.full_clean()
    moved.save(update_fields=["deadline"])
    overtaken = moved.returns.filter(extended_until__lte=deadline).update(extended_until=None, extension_reason="")
    record(
        actor=actor,
        action="round.deadline_moved",
        target=moved,
        old=before.isoformat(),
        new=deadline.isoformat(),
        extensions_overtaken=overtaken,
    )
    return moved


@transaction.atomic
def extend_returns(*, returns: Iterable[Return], until: datetime, reason: str, actor: Any) -> int:
    """Give some returns more time, each with the same reason; returns how many were changed.

    All or none: raises ValidationError where the moment has passed, is not later than the deadline of a return,
    where the reason is missing, or where a return no longer waits for its school or agency.
    """
    require_unit(actor)
    pks = [each.pk for each in returns]
    locked = (
        Return.objects.select_for_update(of=("self",)).select_related("exercise", "organisation").filter(pk__in=pks)
    )
    return sum(_extend(each, until, reason, actor) for each in locked)


def _extend(audit_return: Return, until: datetime, reason: str, actor: Any) -> bool:
    extended = give_time(audit_return=audit_return, until=until, reason=reason, actor=actor)
    if extended:
        audit_return.refresh_from_db(fields=["extended_until", "extension_reason"])
        tell_leads_of_extension(audit_return=audit_return)
    return extended
