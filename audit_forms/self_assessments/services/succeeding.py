"""Returns of settings that closed while their round ran: withdrawn, or taken on by the school that follows."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audit_forms.organisations.models import Organisation
from audit_forms.returns import services as returns
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.enums import UNSUBMITTED_STATUSES, ReturnStatus
from audit_forms.returns.models import Answer, Return
from audit_forms.returns.services import carrying
from audit_forms.self_assessments.expecting import build_returns
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.notifications import tell_leads_of_opening
from audit_forms.self_assessments.services.rounds import (
    give_joiners_time,
    lock,
    require_running,
    require_unit,
)
from portal.trail.services import record

# Time that somebody gets at least who is asked after the round has opened.
FAIR_TIME = timedelta(days=28)
COPIED = ("level", "text", "value", "confirmed", "reason", "action_what", "action_who", "action_by")


@transaction.atomic
def withdraw_closed(*, exercise: Round, chosen: Iterable[Return], reason: str, actor: Any) -> int:
    """Withdraw those of the returns whose school or agency has closed and that never came in; returns how many.

    Others are left alone, so that the page sent twice does nothing twice. Raises PermissionDenied, or ValidationError
    without a reason.
    """
    require_unit(actor)
    if not reason.strip():
        raise ValidationError({"reason": "Say why, in a few words."})
    locked = lock(exercise)
    pks = [each.pk for each in chosen]
    left = locked.returns.filter(pk__in=pks, status__in=UNSUBMITTED_STATUSES, submitted_at__isnull=True)
    closed = [each for each in left.select_related("organisation") if not each.organisation.is_open]
    for audit_return in closed:
        returns.withdraw(audit_return=audit_return, reason=reason.strip(), actor=actor)
    return len(closed)


@transaction.atomic
def move_to_successor(*, exercise: Round, audit_return: Return, actor: Any) -> Return:
    """Carry an unfinished return of a closed school over to the school it became; returns the successor's return.

    The answers are copied, each to be confirmed or changed: nobody answers for a new legal body unseen. The old return
    is withdrawn and stays readable. The successor has its own deadline, 28 days at least. Evidence stays where it is.
    A second call changes nothing. Raises PermissionDenied, or ValidationError where it cannot be.
    """
    require_unit(actor)
    running = lock(exercise)
    old: Return = running.returns.select_for_update(of=("self",)).select_related("organisation").get(pk=audit_return.pk)
    successor = _successor_of(old, running)
    known: Return | None = running.returns.filter(organisation=successor).first()
    if old.status == ReturnStatus.WITHDRAWN and known is not None:
        return known
    require_running(running)
    if old.status not in UNSUBMITTED_STATUSES or old.submitted_at is not None:
        raise ValidationError(f"The return is {old.get_status_display().lower()}, so it stays where it is.")
    if known is not None and (known.started_at or known.status != ReturnStatus.DRAFT):
        raise ValidationError(f"{successor} has begun its own return. Withdraw the old one.")
    new = known or _expect_one(running, successor, actor)
    copied = _copy_answers(old, new)
    returns.withdraw(audit_return=old, reason=f"Goes on as {successor}", actor=actor)
    record(actor=actor, action="return.taken_on", target=new, source=old.reference, answers=copied)
    return new


def _successor_of(old: Return, running: Round) -> Organisation:
    successor = old.organisation.successor
    if old.organisation.is_open or successor is None:
        raise ValidationError(f"{old.organisation} has not become another school.")
    if not successor.is_open or successor.duty not in running.duties:
        raise ValidationError(f"{successor} is not asked by this round.")
    return successor


def _expect_one(running: Round, successor: Organisation, actor: Any) -> Return:
    new = next(each for each in build_returns(running) if each.organisation_id == successor.pk)
    new.save()
    if running.carries_forward:
        carrying.carry_forward([new])
    record(actor=None, action="return.created", target=new)
    give_joiners_time([new], max(running.deadline, timezone.now() + FAIR_TIME), actor)
    tell_leads_of_opening(exercise=running, returns=[new])
    return new


def _copy_answers(old: Return, new: Return) -> int:
    asked = {question.pk for part in asked_sections(new) for question in part.questions}
    new.answers.all().delete()  # what an earlier year brought in; this year's draft is newer
    copies = [
        Answer(
            audit_return=new,
            question_id=each.question_id,
            to_check=True,
            updated_at=each.updated_at,
            updated_by=each.updated_by,
            **{name: getattr(each, name) for name in COPIED},
        )
        for each in old.answers.filter(question__in=asked).select_related("level", "updated_by")
    ]
    return len(Answer.objects.bulk_create(copies))
