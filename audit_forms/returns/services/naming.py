"""Naming who writes a confidential return, and ending it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from audit_forms.organisations.models import Membership
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import NamedWriter, Return
from audit_forms.returns.permissions import can_end_writing, can_name_writer
from audit_forms.returns.querysets import NAMED_ROLES
from audit_forms.returns.services.common import lock, move
from audit_forms.returns.workflow import TransitionRefused
from portal.trail.services import record


@transaction.atomic
def name_writer(*, audit_return: Return, user: Any, actor: Any) -> NamedWriter:
    """The agency's lead has that member write a confidential return; whoever wrote it until now no longer does.

    Named twice, nothing changes. Raises PermissionDenied, or TransitionRefused where the person is no member who may
    be named, or has had a conflict of interest in it.
    """
    locked = lock(audit_return)
    if not can_name_writer(actor, locked):
        raise PermissionDenied("Only the agency's lead names who writes a confidential return.")
    members = Membership.objects.of(user).filter(organisation=locked.organisation).in_roles(*NAMED_ROLES)
    if not members.exists():
        raise TransitionRefused("Choose a member of the agency who can sign in.")
    if locked.named_writers.filter(user=user, has_conflict=True).exists():
        raise TransitionRefused("This person has had a conflict of interest in it. Choose somebody else.")
    current: NamedWriter | None = locked.named_writers.current().first()
    if current is not None and current.user_id == user.pk:
        return current
    locked.named_writers.current().update(ended_at=timezone.now())
    named = NamedWriter.objects.create(audit_return=locked, user=user, named_by=actor)
    record(actor=actor, action="return.writer_named", target=locked, user=user.pk)
    return named


@transaction.atomic
def end_writing(*, audit_return: Return, user: Any, actor: Any, has_conflict: bool = False) -> None:
    """That person no longer writes the return; with a conflict of interest it is closed to them for good (bars S6).

    They say so themselves, or the agency's lead or the Business Unit does. Said twice, it counts once.
    Raises PermissionDenied.
    """
    locked = lock(audit_return)
    if not can_end_writing(actor, locked, user):
        raise PermissionDenied("Only the person, the agency's lead and the Business Unit end somebody's writing.")
    written = locked.named_writers.filter(user=user)
    to_end = written.filter(has_conflict=False) if has_conflict else written.current()
    if not to_end.exists():
        return
    to_end.update(ended_at=timezone.now(), has_conflict=has_conflict)
    record(actor=actor, action="return.writing_ended", target=locked, user=user.pk, conflict=has_conflict)
    if has_conflict:
        _call_back(locked, actor)


@transaction.atomic
def stop_writing(*, audit_return: Return, user: Any, actor: Any) -> None:
    """That person no longer writes the return, and may be named again. Said twice, it counts once.

    Called by the app that asked for the return, which has asked the permission.
    """
    locked = lock(audit_return)
    if locked.named_writers.current().filter(user=user).update(ended_at=timezone.now()):
        record(actor=actor, action="return.writing_ended", target=locked, user=user.pk, conflict=False)


@transaction.atomic
def close_to(*, audit_return: Return, user: Any, actor: Any) -> None:
    """Close a confidential return for good to somebody with a conflict of interest in what it is about (bars S6).

    For people who never wrote it too: a lead, somebody of the Business Unit, or whoever may join the agency later.
    Called by the app that asked for the return, which has asked the permission. Said twice, it counts once.
    """
    locked = lock(audit_return)
    named = locked.named_writers.filter(user=user)
    if named.filter(has_conflict=True).exists():
        return
    now = timezone.now()
    wrote = bool(named.update(ended_at=Coalesce("ended_at", now), has_conflict=True))
    if not wrote:
        NamedWriter.objects.create(audit_return=locked, user=user, named_by=actor, ended_at=now, has_conflict=True)
    record(actor=actor, action="return.closed_to", target=locked, user=user.pk)
    if wrote:
        _call_back(locked, actor)


def _call_back(locked: Return, actor: Any) -> None:
    """What somebody with a conflict wrote is not confirmed as it stands: it is open again for the next writer."""
    if locked.status == ReturnStatus.AWAITING_SIGN_OFF:
        move(locked, "call_back_changes" if locked.change_requests.open().exists() else "call_back", actor)
