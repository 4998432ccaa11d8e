"""What an officer of the Business Unit writes while reading a return, and which answers have been read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audit_forms.questionnaires.models import Question
from audit_forms.returns import guarding, parts
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.enums import NOTABLE_STATUSES, ReturnStatus
from audit_forms.returns.forms.decisions import REASON_LENGTH
from audit_forms.returns.forms.fields import ExactTextField
from audit_forms.returns.models import AssuranceNote, ReadMark, Return
from audit_forms.returns.services.assurance import reopen, request_changes
from audit_forms.returns.services.common import lock_for_assurance
from audit_forms.returns.workflow import TransitionRefused
from portal.trail.services import record

NOTE = ExactTextField(longest=REASON_LENGTH)


@dataclass(frozen=True)
class Typed:
    """A note as it was sent; `base` is the fingerprint of the note that its page had shown."""

    text: str
    base: str


@dataclass
class NotesSaved:
    """What a save of notes did, by question key: the fingerprint now, what was refused and why, what others wrote."""

    at: datetime
    bases: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, AssuranceNote | None] = field(default_factory=dict)
    warnings: dict[str, list[str]] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether everything that was sent is stored now."""
        return not self.errors and not self.conflicts


def fingerprint(text: str) -> str:
    """What tells two notes apart; "" for no note."""
    return parts.digest({"note": text}) if text.strip() else ""


@transaction.atomic
def save_notes(*, audit_return: Return, typed: Mapping[str, Typed], actor: Any) -> NotesSaved:
    """Store the notes that `typed` maps from question keys; an emptied note is deleted.

    A note that somebody else has changed since the page was made is left alone and comes back in `conflicts`. A text
    that says who a child is comes back in `errors`. Raises PermissionDenied, or TransitionRefused where the return is
    not to be noted now.
    """
    locked = _lock_to_note(audit_return, actor)
    questions = _questions(locked)
    rows = {note.question_id: note for note in locked.assurance_notes.select_related("author")}
    saved = NotesSaved(timezone.now())
    for key, note in typed.items():
        if key in questions:
            _settle(saved, locked, questions[key], rows.get(questions[key].pk), note, actor)
    if saved.written:
        record(actor=actor, action="return.notes_saved", target=locked, questions=saved.written)
    return saved


def _settle(
    saved: NotesSaved, locked: Return, question: Question, row: AssuranceNote | None, note: Typed, actor: Any
) -> None:
    now = fingerprint(row.text) if row else ""
    wanted = fingerprint(note.text)
    saved.bases[question.key] = now
    if wanted in (now, note.base):  # the same already, or not touched on this page
        return
    error = _refusal(locked, note.text)
    if error:
        saved.errors[question.key] = error
    elif note.base != now:
        saved.conflicts[question.key] = row
    else:
        _write(locked, question, note.text, actor)
        saved.bases[question.key] = wanted
        saved.written.append(question.key)
        saved.warnings[question.key] = guarding.warnings_of(guarding.guard_of(locked), note.text)


def _refusal(locked: Return, text: str) -> str:
    try:
        NOTE.clean(text)
    except ValidationError as error:
        return str(error.messages[0])
    return guarding.refusal_of(guarding.guard_of(locked), text)


def _write(locked: Return, question: Question, text: str, actor: Any) -> None:
    mine = {"text": text, "author": actor, "updated_at": timezone.now()}
    if text.strip():
        AssuranceNote.objects.update_or_create(audit_return=locked, question=question, defaults=mine)
    else:
        AssuranceNote.objects.filter(audit_return=locked, question=question).delete()


@transaction.atomic
def mark_read(*, audit_return: Return, keys: Iterable[str], actor: Any) -> int:
    """Say that these answers of the present attempt have been read; returns how many had not been before.

    Raises PermissionDenied, or TransitionRefused.
    """
    locked = _lock_to_note(audit_return, actor)
    questions = _questions(locked)
    read = set(locked.read_marks.filter(attempt=locked.attempt).values_list("question", flat=True))
    new = [questions[key] for key in keys if key in questions and questions[key].pk not in read]
    ReadMark.objects.bulk_create(
        ReadMark(audit_return=locked, question=question, attempt=locked.attempt, read_by=actor) for question in new
    )
    if new:
        wanted = [question.key for question in new]
        record(actor=actor, action="return.answers_read", target=locked, attempt=locked.attempt, questions=wanted)
    return len(new)


@transaction.atomic
def ask_as_noted(*, audit_return: Return, seen: str, actor: Any, due_on: date, reason: str = "") -> Return:
    """Turn the notes into change requests; an accepted return is reopened by it, which needs a reason.

    `seen` is the fingerprint of the notes that the officer has read (`notes_seal`): where a colleague has changed one
    meanwhile, nothing is sent. Sent twice, it counts once. Raises PermissionDenied, or TransitionRefused.
    """
    locked = lock_for_assurance(audit_return, actor)
    notes = notes_of(locked)
    if locked.status == ReturnStatus.CHANGES_REQUESTED:
        sent = locked.change_requests.open().filter(requested_by=actor)
        if notes_seal(dict(sent.values_list("question__key", "note"))) == seen:
            return locked
    elif notes_seal(notes) != seen:
        raise TransitionRefused("The notes have changed since you opened this page. Read them again before you ask.")
    if locked.status == ReturnStatus.ACCEPTED:
        return reopen(audit_return=locked, notes=notes, reason=reason, actor=actor, due_on=due_on)
    return request_changes(audit_return=locked, notes=notes, actor=actor, due_on=due_on)


def notes_of(audit_return: Return) -> dict[str, str]:
    """The notes on a return, by question key."""
    return dict(audit_return.assurance_notes.values_list("question__key", "text"))


def notes_seal(notes: Mapping[str, str]) -> str:
    """A fingerprint of all notes on a return."""
    return parts.digest(notes)


def _lock_to_note(audit_return: Return, actor: Any) -> Return:
    locked = lock_for_assurance(audit_return, actor)
    if locked.status not in NOTABLE_STATUSES:
        raise TransitionRefused("The return has moved on: it is not to be noted now.")
    return locked


def _questions(locked: Return) -> dict[str, Question]:
    return {question.key: question for part in asked_sections(locked) for question in part.questions}
