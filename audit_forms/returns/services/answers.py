"""Saving answers without ever overwriting somebody else's (bars R1, R4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit_forms.questionnaires.models import Question
from audit_forms.questionnaires.selection import AskedSection, rating_levels
from audit_forms.returns import guarding, parts
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.completeness import is_incomplete
from audit_forms.returns.enums import EDITABLE_STATUSES
from audit_forms.returns.forms.fields import field_name
from audit_forms.returns.forms.section import KEEP, MINE, THEIRS, Mark, SectionForm
from audit_forms.returns.models import Answer, Return
from audit_forms.returns.openness import open_sections
from portal.trail.services import record

WRITTEN = [*parts.COLUMNS, "version", "updated_at", "updated_by"]


class NotOpen(Exception):
    """The return, or this section of it, is not open for answers now; nothing was saved."""


@dataclass
class Saved:
    """What a save did. `form` holds what was typed, with an error on each malformed part and each conflict."""

    form: SectionForm
    at: datetime
    written: list[Question] = field(default_factory=list)
    conflicts: dict[str, Answer] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)
    warnings: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether everything that was sent is now stored."""
        return not self.form.errors


@transaction.atomic
def save_answers(*, audit_return: Return, section: str, posted: Mapping[str, str], actor: Any) -> Saved:
    """Store what `posted` changes in the section of that key; returns what was stored and what was not.

    `posted` maps the section form's names to raw texts; questions of other sections, closed questions and any other
    names are not looked at. Every well-formed part is stored even where others are malformed. An answer that somebody
    else changed after the page was made is left alone: it comes back in `conflicts`, as do both texts on the form,
    until the person chooses. In a self-assessment a text that holds an NHS number, or initials with a date of birth,
    is malformed; other signs of who a child is come back in `warnings` (bars G3). Raises PermissionDenied, or NotOpen.
    """
    locked = lock_for_writing(audit_return, actor)
    asked = open_section(locked, section)
    levels = rating_levels(locked.edition)
    rows = {answer.question_id: answer for answer in locked.answers.select_related("updated_by")}
    saved = Saved(SectionForm(dict(posted.items()), asked=asked, levels=levels), timezone.now())
    saved.form.full_clean()
    if guarding.is_guarded(locked.edition):
        _guard(saved, locked)
    for question in asked.questions:
        if saved.form.was_sent(question):
            _settle(saved, question, rows.get(question.pk))
    if saved.written:
        _store(saved, locked, rows, actor)
    return saved


@transaction.atomic
def keep_text(*, audit_return: Return, key: str, actor: Any) -> bool:
    """Somebody who may write the answer says that it identifies no child: it is not warned of again until it changes.

    Returns whether there was anything to keep; said twice, it counts once. Raises PermissionDenied, or NotOpen.
    """
    locked = lock_for_writing(audit_return, actor)
    questions = (question for part in open_sections(locked).values() for question in part.questions)
    question = next((each for each in questions if each.key == key), None)
    if question is None:
        raise NotOpen("This question is not open for answers.")
    row = locked.answers.filter(question=question).first()
    answer = parts.parts_of(question, row, rating_levels(locked.edition))
    seal = guarding.seal(answer)
    if not guarding.warnings_in(question, answer) or seal in guarding.kept_seals(locked):
        return False
    record(actor=actor, action=guarding.KEPT, target=locked, question=key, seal=seal)
    return True


def lock_for_writing(audit_return: Return, actor: Any) -> Return:
    """The return, locked until the transaction ends; raises PermissionDenied, or NotOpen where it is not editable."""
    returns = Return.objects.written_by(actor).select_related("exercise__edition__questionnaire")
    locked: Return | None = returns.select_for_update(of=("self",)).filter(pk=audit_return.pk).first()
    if locked is None:
        raise PermissionDenied("Only the organisation's lead and contributors write answers.")
    if locked.status not in EDITABLE_STATUSES:
        raise NotOpen(f"This return is {locked.get_status_display().lower()}, so its answers can no longer be changed.")
    return locked


def open_section(audit_return: Return, section: str) -> AskedSection:
    """The section of that key with the questions that may be written now; raises NotOpen where there are none."""
    asked = open_sections(audit_return).get(section)
    if asked is None:
        raise NotOpen("No question of this section is open for answers.")
    return asked


def _guard(saved: Saved, locked: Return) -> None:
    """Refuse each text that says who a child is, and warn of those that may and that nobody has decided to keep."""
    form = saved.form
    seals: dict[str, str] = {}
    for question in filter(form.was_sent, form.asked.questions):
        typed = form.typed_parts(question, parts.empty_parts(question))
        for part, found in guarding.findings_by_part(question, typed):
            words = guarding.refusal(typed[part], found)
            if words:
                form.add_error(field_name(question, part), words)
        told = guarding.warnings_in(question, typed)
        if told:
            saved.warnings[question.key] = told
            seals[question.key] = guarding.seal(typed)
    kept = guarding.kept_seals(locked) if seals else frozenset()
    saved.warnings = {key: words for key, words in saved.warnings.items() if seals[key] not in kept}


def _settle(saved: Saved, question: Question, row: Answer | None) -> None:
    """Decide what happens to one question that was sent: nothing, a write, or a conflict."""
    form = saved.form
    stored = parts.parts_of(question, row, form.levels)
    typed = form.typed_parts(question, stored)
    mark, version = form.mark(question), row.version if row else 0
    choice, seen = form.chosen(question)
    if parts.same(typed, stored) or (choice == THEIRS and seen == version):
        _accept_stored(saved, question, version, stored)
    elif parts.digest(typed) == mark.base and row is not None:
        # Not touched on this page. Somebody else's newer answer, if there is one, stands and is shown.
        _accept_stored(saved, question, version, stored)
    elif mark.version == version or (choice == MINE and seen == version):
        saved.written.append(question)
    else:
        saved.conflicts[question.key] = row or Answer(question=question)
        form.add_error(field_name(question, KEEP), "Choose which of the two answers to keep.")


def _accept_stored(saved: Saved, question: Question, version: int, stored: parts.Parts) -> None:
    mark = Mark(version, parts.digest(stored))
    saved.marks[question.key] = mark
    saved.form.accept(question, mark, stored)


def _store(saved: Saved, locked: Return, rows: dict[int, Answer], actor: Any) -> None:
    """Write the changed answers, the return's counters and one entry in the audit trail."""
    new: list[Answer] = []
    changed: list[Answer] = []
    for question in saved.written:
        row = rows.get(question.pk)
        (changed if row else new).append(_write(saved, question, row or Answer(question=question, version=0), actor))
    for answer in new:
        answer.audit_return = locked
    rows |= {answer.question_id: answer for answer in Answer.objects.bulk_create(new)}
    _update_unchanged_since(changed)
    locked.started_at = locked.started_at or saved.at
    locked.questions_complete = count_complete(locked, rows)
    locked.save(update_fields=["started_at", "questions_complete"])
    keys = [question.key for question in saved.written]
    record(actor=actor, action="return.answers_saved", target=locked, questions=keys)


def _write(saved: Saved, question: Question, row: Answer, actor: Any) -> Answer:
    levels = saved.form.levels
    typed = saved.form.typed_parts(question, parts.parts_of(question, row if row.pk else None, levels))
    parts.put_parts(row, question, typed, levels)
    row.version += 1
    row.updated_at, row.updated_by = saved.at, actor
    mark = Mark(row.version, parts.digest(typed))
    saved.marks[question.key] = mark
    saved.form.accept(question, mark, typed)
    return row


def _update_unchanged_since(changed: list[Answer]) -> None:
    """Update each row only where it still has the version that was read (bars M4).

    The lock on the return makes this certain already; the condition holds it for any database and any later caller.
    """
    if not changed:
        return
    unchanged = Q()
    for answer in changed:
        unchanged |= Q(pk=answer.pk, version=answer.version - 1)
    if Answer.objects.filter(unchanged).bulk_update(changed, WRITTEN) != len(changed):
        raise RuntimeError("An answer changed under its return's lock.")


def count_complete(audit_return: Return, rows: Mapping[int, Answer]) -> int:
    """How many of the questions that must be answered need nothing more."""
    levels = rating_levels(audit_return.edition)
    return sum(
        question.required
        and not is_incomplete(question, parts.parts_of(question, rows.get(question.pk), levels), levels)
        for asked in asked_sections(audit_return)
        for question in asked.questions
    )
