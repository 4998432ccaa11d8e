"""Actions from a submitted return: opened, continued, or offered to be closed; never closed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit_forms.improvement.enums import ActionSource, Priority, UpdateKind
from audit_forms.improvement.models import Action
from audit_forms.improvement.services.common import note_opened, write
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.enums import Tone
from audit_forms.questionnaires.models import RatingLevel
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.models import Answer, Return

# How a part of an answer is called in an action.
FIELDS = {"action_what": "what", "action_who": "who", "action_by": "due_on"}
PRIORITIES = {Tone.RED: Priority.RED}


@transaction.atomic
def take_from_return(*, audit_return: Return, actor: Any) -> None:
    """Bring the organisation's action plan in line with the return that was just submitted; twice does no harm.

    Each answer whose level demands an action opens one, or continues the live one of the same question; each that
    demands none any more marks the live one, so that closing it is offered. Called in the submission's transaction.
    Only self-assessments make actions of ratings.
    """
    if not audit_return.edition.is_self_assessment:
        return
    # Held, so that two returns submitted at once do not both open an action for one question.
    Organisation.objects.select_for_update(no_key=True).get(pk=audit_return.organisation_id)
    asked = {question.pk for part in asked_sections(audit_return) for question in part.questions}
    answers = audit_return.answers.filter(question__in=asked, level__isnull=False)
    live = {
        action.question_key: action
        for action in Action.objects.live()
        .filter(organisation=audit_return.organisation_id, questionnaire=audit_return.edition.questionnaire_id)
        .select_for_update(of=("self",))
    }
    for answer in answers.select_related("level", "question"):
        action = live.get(answer.question.key)
        if not _level(answer).demands_action:
            _improve(action, answer, audit_return, actor)
        elif action is not None:
            _continue(action, answer, audit_return, actor)
        elif is_complete(answer):
            _open(answer, audit_return, actor)


def is_complete(answer: Answer) -> bool:
    """Whether the answer says what and by when; a question that may be left empty need not."""
    return bool(answer.action_what.strip() and answer.action_by)


def build_action(answer: Answer, audit_return: Return, **facts: Any) -> Action:
    """The action of a complete rated answer, unsaved. The demo builds hundreds at once with it."""
    if answer.action_by is None:
        raise ValueError("An action needs its day.")
    return Action(
        organisation=audit_return.organisation,
        source=ActionSource.RETURN,
        audit_return=audit_return,
        questionnaire=audit_return.edition.questionnaire,
        question=answer.question,
        question_key=answer.question.key,
        said=_said(answer),
        what=answer.action_what,
        who=answer.action_who,
        due_on=answer.action_by,
        priority=_priority(answer),
        **facts,
    )


def _level(answer: Answer) -> RatingLevel:
    if answer.level is None:
        raise ValueError("Only a rated answer makes an action.")
    return answer.level


def _priority(answer: Answer) -> Priority:
    return PRIORITIES.get(Tone(_level(answer).tone), Priority.AMBER)


def _said(answer: Answer) -> dict[str, str]:
    return {name: str(getattr(answer, part) or "") for part, name in FIELDS.items()}


def _open(answer: Answer, audit_return: Return, actor: Any) -> None:
    action = build_action(answer, audit_return, opened_by=actor, opened_at=timezone.now())
    action.save()
    note_opened(action, actor, audit_return=audit_return)


def _continue(action: Action, answer: Answer, audit_return: Return, actor: Any) -> None:
    """The question still needs an action: take over what the return says anew, keep what was agreed meanwhile."""
    said, before = _said(answer), action.due_on
    new = {name for name, words in said.items() if words and words != action.said.get(name)}
    is_known = action.audit_return_id == audit_return.pk and not new
    priority = _priority(answer)
    if is_known and action.improved_at is None and action.priority == priority:
        return
    note = _what_changes(action, new)
    if "what" in new:
        action.what = answer.action_what
    if "who" in new:
        action.who = answer.action_who
    if "due_on" in new:
        action.due_on = answer.action_by or before
    action.said, action.question, action.priority = said, answer.question, priority
    action.audit_return, action.improved_at = audit_return, None
    fields = ("what", "who", "due_on", "said", "question", "priority", "audit_return", "improved_at")
    dates: dict[str, date] = {"old_due_on": before, "due_on": action.due_on} if action.due_on != before else {}
    write(action, UpdateKind.CONTINUED, actor, fields=fields, note=note, audit_return=audit_return, **dates)


def _what_changes(action: Action, new: Iterable[str]) -> str:
    """The words that the return replaces, so that the history keeps them."""
    old = [f"{label}: {getattr(action, name)}" for name, label in (("what", "Action"), ("who", "Who")) if name in new]
    return "\n".join(["Before:", *old]) if old else ""


def _improve(action: Action | None, answer: Answer, audit_return: Return, actor: Any) -> None:
    """The question needs no action any more: say so on the action, where that is news."""
    if action is None or action.improved_at is not None:
        return
    action.improved_at, action.question = timezone.now(), answer.question
    write(action, UpdateKind.IMPROVED, actor, fields=("improved_at", "question"), audit_return=audit_return)
