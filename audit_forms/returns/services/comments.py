"""Talking about a question beside its answer: comments, for the people who work on the return."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.questionnaires.models import Question
from audit_forms.returns import notifications
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.models import Comment, Return
from audit_forms.returns.permissions import can_comment
from audit_forms.returns.services.common import lock, refuse_identity
from audit_forms.returns.sharing import shares_of
from audit_forms.returns.workflow import TransitionRefused
from portal.trail.services import record


@transaction.atomic
def write_comment(*, audit_return: Return, question: str, text: str, actor: Any) -> Comment:
    """Write a comment on the question of that key; the same text sent twice in a row by one person counts once.

    Whoever the section is with is told, or the leads; each at most once an hour. Raises PermissionDenied, or
    TransitionRefused for a question that is not asked or a comment without words.
    """
    locked = _lock(audit_return, actor)
    asked = _find(locked, question)
    if not text.strip():
        raise TransitionRefused("Write your comment.")
    refuse_identity(locked, text)
    last = locked.comments.filter(question=asked).order_by("-pk").first()
    if last is not None and (last.author_id, last.text, last.resolved_at) == (actor.pk, text, None):
        return last
    comment = Comment.objects.create(audit_return=locked, question=asked, text=text, author=actor)
    record(actor=actor, action="return.comment_written", target=locked, question=question, comment=comment.pk)
    _tell(locked, asked, actor)
    return comment


@transaction.atomic
def resolve_comment(*, comment: Comment, actor: Any) -> Comment:
    """Note that nothing more has to be done about it; a second call changes nothing. Raises PermissionDenied."""
    return _settle(comment, actor, resolved=True)


@transaction.atomic
def reopen_comment(*, comment: Comment, actor: Any) -> Comment:
    """Take it up again; a second call changes nothing. Raises PermissionDenied."""
    return _settle(comment, actor, resolved=False)


def _settle(comment: Comment, actor: Any, *, resolved: bool) -> Comment:
    locked = _lock(comment.audit_return, actor)
    now: Comment = locked.comments.select_related("question").get(pk=comment.pk)
    if (now.resolved_at is not None) == resolved:
        return now
    now.resolved_by, now.resolved_at = (actor, timezone.now()) if resolved else (None, None)
    now.save(update_fields=["resolved_by", "resolved_at"])
    action = "return.comment_resolved" if resolved else "return.comment_reopened"
    record(actor=actor, action=action, target=locked, question=now.question.key, comment=now.pk)
    return now


def _lock(audit_return: Return, actor: Any) -> Return:
    locked = lock(audit_return)
    if not can_comment(actor, locked):
        raise PermissionDenied("Only those who work on the return comment on it.")
    return locked


def _find(locked: Return, key: str) -> Question:
    asked = (question for part in asked_sections(locked) for question in part.questions)
    found = next((question for question in asked if question.key == key), None)
    if found is None:
        raise TransitionRefused("This return is not asked that question.")
    return found


def _tell(locked: Return, asked: Question, actor: Any) -> None:
    holder = shares_of(locked).held.get(asked.section_id)
    hour = f"{timezone.now():%Y-%m-%d-%H}"
    people = [holder.user] if holder else notifications.leads_of(locked)
    for person in people:
        if person.pk != actor.pk:
            notifications.tell_person(locked, person, notifications.COMMENTED, f"commented-{hour}")
