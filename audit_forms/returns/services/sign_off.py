"""From the lead to the head to the chair: sending for sign-off, confirming, sending back."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.questionnaires.models import SignOffStep
from audit_forms.questionnaires.selection import rating_levels
from audit_forms.returns import guarding, notifications, parts
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.completeness import is_incomplete
from audit_forms.returns.enums import Decision, ReturnStatus
from audit_forms.returns.evidence import counts_of, ids_by_key
from audit_forms.returns.hooks import further_tasks, run_submitted
from audit_forms.returns.models import Answer, Return, SigningLink, SignOff, Submission
from audit_forms.returns.permissions import can_sign, can_sign_by_link, sends, signs
from audit_forms.returns.services.common import lock, move, next_step, refuse_identity
from audit_forms.returns.services.links import call_signatory, choose_invitee
from audit_forms.returns.signing import Invitee, Signer
from audit_forms.returns.workflow import TransitionRefused
from portal.trail.services import record


class Incomplete(TransitionRefused):
    """Questions still need something; `keys` names them."""

    def __init__(self, keys: list[str]):
        super().__init__(f"{len(keys)} question{'' if len(keys) == 1 else 's'} still need an answer.")
        self.keys = keys


@transaction.atomic
def send_for_sign_off(*, audit_return: Return, actor: Any, invitees: Mapping[str, Invitee] | None = None) -> Return:
    """Declare the return complete and true; it goes to the first signatory, once however often it is sent.

    `invitees` names, by capacity, who is to sign by a link; all other steps are for people with an account.
    Raises PermissionDenied, Incomplete, AddressRefused, or TransitionRefused.
    """
    locked = lock(audit_return)
    if not sends(actor, locked):
        raise PermissionDenied("Only the organisation's lead, or who is named to write it, sends it for sign-off.")
    if locked.status == ReturnStatus.AWAITING_SIGN_OFF:
        return locked
    missing = keys_incomplete(locked)
    if missing:
        raise Incomplete(missing)
    if invitees and locked.is_confidential:
        raise PermissionDenied("A confidential return is confirmed by people with an account.")
    locked.attempt += 1
    move(locked, "send_for_sign_off", actor)
    for step in locked.edition.sign_off_steps.all():
        if invitees and step.capacity in invitees:
            choose_invitee(locked, step, invitees[step.capacity], actor)
    call_signatory(locked, actor)
    return locked


def keys_incomplete(audit_return: Return) -> list[str]:
    """Keys of the questions, and titles of the further tasks, that still need something."""
    levels = rating_levels(audit_return.edition)
    rows = {answer.question_id: answer for answer in audit_return.answers.select_related("question")}
    evidence = counts_of(audit_return)
    unanswered = [
        question.key
        for asked in asked_sections(audit_return)
        for question in asked.questions
        if is_incomplete(
            question,
            parts.parts_of(question, rows.get(question.pk), levels),
            levels,
            evidence=evidence.get(question.pk, 0),
            to_check=question.pk in rows and rows[question.pk].to_check,
        )
    ]
    unanswered += [key for key in keys_telling_who(audit_return, rows.values()) if key not in unanswered]
    return unanswered + [task.title for task in further_tasks(audit_return) if task.left]


def keys_telling_who(audit_return: Return, answers: Iterable[Answer]) -> list[str]:
    """Keys of a case audit's answers in which somebody can be recognised: a name may be listed after it was typed."""
    guard = guarding.guard_of(audit_return)
    if not guard.is_strict:
        return []
    levels = rating_levels(audit_return.edition)
    return [
        answer.question.key
        for answer in answers
        if guarding.warnings_in(guard, answer.question, parts.parts_of(answer.question, answer, levels))
    ]


@transaction.atomic
def confirm(
    *,
    audit_return: Return,
    attempt: int,
    actor: Any = None,
    link: SigningLink | None = None,
    meeting_date: date | None = None,
) -> Return:
    """The signatory whose turn it is confirms `attempt`, the one they have read; the last confirmation submits it.

    They are signed in as `actor`, or have proved that `link` is theirs. Confirming twice counts once.
    Raises PermissionDenied, or TransitionRefused where the return has changed since.
    """
    locked, signer = lock(audit_return), Signer(actor, link)
    if _has_decided(locked, attempt, signer, Decision.CONFIRMED):
        return locked
    step = _turn_of(locked, attempt, signer)
    if step.asks_meeting_date and meeting_date is None:
        raise TransitionRefused("Enter the date of the meeting that saw the return.")
    _sign(locked, step, signer, Decision.CONFIRMED, meeting_date=meeting_date if step.asks_meeting_date else None)
    if next_step(locked) is None:
        _submit(locked, signer)
    else:
        call_signatory(locked, None)
    return locked


@transaction.atomic
def decline(
    *, audit_return: Return, attempt: int, reason: str, actor: Any = None, link: SigningLink | None = None
) -> Return:
    """The signatory whose turn it is sends `attempt` back to the lead, saying why; sent back twice, it goes once.

    They are signed in as `actor`, or have proved that `link` is theirs.
    Raises PermissionDenied, or TransitionRefused where the return has changed since or no reason is given.
    """
    locked, signer = lock(audit_return), Signer(actor, link)
    if _has_decided(locked, attempt, signer, Decision.DECLINED):
        return locked
    step = _turn_of(locked, attempt, signer)
    if not reason.strip():
        raise TransitionRefused("Say why you are sending it back.")
    refuse_identity(locked, reason)
    _sign(locked, step, signer, Decision.DECLINED, reason=reason)
    asked_for_changes = locked.change_requests.open().exists()
    name = "decline_changes" if asked_for_changes else "decline"
    move(locked, name, actor, capacity=step.capacity, **signer.trail)
    notifications.tell_leads(locked, notifications.SENT_BACK, f"declined-{step.capacity}")
    return locked


def _has_decided(locked: Return, attempt: int, signer: Signer, decision: Decision) -> bool:
    """Whether this very decision was taken already: a second click, or Back and send again (bars R5)."""
    return locked.sign_offs.filter(attempt=attempt, decision=decision, **signer.columns).exists()


def _turn_of(locked: Return, attempt: int, signer: Signer) -> SignOffStep:
    if locked.status != ReturnStatus.AWAITING_SIGN_OFF or locked.attempt != attempt:
        if signer.link or not signs(signer.user, locked):
            raise PermissionDenied("Only a signatory of the organisation signs.")
        raise TransitionRefused("This return has changed since you opened the page. Read it again before you sign.")
    step = next_step(locked)
    allowed = can_sign_by_link(signer.link, locked, step) if signer.link else can_sign(signer.user, locked, step)
    if step is None or not allowed:
        raise PermissionDenied("It is not this person's turn to sign.")
    return step


def _sign(locked: Return, step: SignOffStep, signer: Signer, decision: Decision, **details: Any) -> None:
    """Keep the decision, and let a link that was used for it open nothing any more."""
    SignOff.objects.create(
        audit_return=locked,
        attempt=locked.attempt,
        capacity=step.capacity,
        decision=decision,
        statement=step.statement,
        **signer.columns,
        **details,
    )
    if signer.link:
        SigningLink.objects.filter(pk=signer.link.pk).update(used_at=timezone.now())
    if decision == Decision.CONFIRMED:
        facts = {"attempt": locked.attempt, "capacity": step.capacity, **signer.trail}
        record(actor=signer.user, action="return.confirmed", target=locked, **facts)


def _submit(locked: Return, signer: Signer) -> None:
    """Keep the answers as signed, and hand the return to the Business Unit."""
    now = timezone.now()
    levels = rating_levels(locked.edition)
    answers = {
        answer.question.key: parts.parts_of(answer.question, answer, levels)
        for answer in locked.answers.select_related("question")
    }
    Submission.objects.create(
        audit_return=locked,
        attempt=locked.attempt,
        submitted_at=now,
        answers=answers,
        evidence=ids_by_key(locked),
    )
    locked.change_requests.open().update(resolved_at=now)
    locked.submitted_at = locked.submitted_at or now
    move(locked, "submit", signer.user, **signer.trail)
    notifications.tell_leads(locked, notifications.SUBMITTED, "submitted")
    run_submitted(locked, signer.user)
