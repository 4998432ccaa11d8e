"""An agency says of a case whether it is involved: not known, historic only, or to be audited."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.case_audits.guarding import refusal_of
from audit_forms.case_audits.models import Involvement
from audit_forms.case_audits.permissions import can_answer, leads_involvement
from audit_forms.case_audits.services.common import lock_involvement, move_involvement
from audit_forms.case_audits.workflow import INVOLVEMENT, TransitionRefused


@transaction.atomic
def acknowledge(*, involvement: Involvement, actor: Any) -> Involvement:
    """The agency is involved, or is found to be after all; said twice, it counts once.

    Raises PermissionDenied, or TransitionRefused.
    """
    return _answer(involvement, "acknowledge", actor)


@transaction.atomic
def answer_historic(*, involvement: Involvement, note: str, actor: Any) -> Involvement:
    """The agency knew the child before the practice window only, with a short note; said twice, it counts once.

    Raises PermissionDenied, or TransitionRefused where the note is missing or says who the child is.
    """
    if not note.strip():
        raise TransitionRefused("Say in a few words when your agency was involved.")
    refusal = refusal_of(note)
    if refusal:
        raise TransitionRefused(refusal)
    return _answer(involvement, "answer_historic", actor, note.strip())


@transaction.atomic
def answer_nil(*, involvement: Involvement, actor: Any) -> Involvement:
    """The agency does not know the child; said twice, it counts once. Raises PermissionDenied, or TransitionRefused."""
    return _answer(involvement, "answer_nil", actor)


def _answer(involvement: Involvement, verb: str, actor: Any, note: str = "") -> Involvement:
    locked = lock_involvement(involvement)
    if not leads_involvement(actor, locked):
        raise PermissionDenied("Only the agency's lead says whether it is involved.")
    if _is_answered(locked, verb):
        return locked
    if not can_answer(actor, locked, verb):
        raise TransitionRefused("This is no longer possible: the audit or your agency’s part in it has moved on.")
    move_involvement(locked, verb, actor)
    locked.answered_at, locked.answered_by, locked.answer_note = timezone.now(), actor, note
    locked.save(update_fields=["answered_at", "answered_by", "answer_note"])
    return locked


def _is_answered(locked: Involvement, verb: str) -> bool:
    """Whether that is what the part says already."""
    return any(each.name == verb and each.target == locked.status for each in INVOLVEMENT.transitions)
