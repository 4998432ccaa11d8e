"""Saving answers without ever overwriting somebody else's (bars R1, R4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from audit_forms.questionnaires.models import Question
from audit_forms.questionnaires.selection import AskedSection, rating_levels
from audit_forms.returns import guarding, parts
from audit_forms.returns.asking import asked_sections
from audit_forms.returns.carried import action_is_overdue
from audit_forms.returns.completeness import CONFIRM, is_incomplete
from audit_forms.returns.enums import EDITABLE_STATUSES
from audit_forms.returns.evidence import counts_of
from audit_forms.returns.forms.fields import field_name
from audit_forms.returns.forms.section import KEEP, MINE, THEIRS, Mark, SectionForm
from audit_forms.returns.models import Answer, Return
from audit_forms.returns.openness import open_sections
from portal.trail.services import record

WRITTEN = [*parts.COLUMNS, "to_check", "version", "updated_at", "updated_by"]


class NotOpen(Exception):
    """The return, or this section of it, is not open for answers now; nothing was saved."""


@dataclass
class Saved:
    """What a save did. `form` holds what was typed, with an error on each malformed part and each conflict.

    `confirmed` are carried answers that somebody has confirmed as they are, `overdue` those that could not be, because
    their action should have been done by now. `to_check` tells of each question whether its carried answer still waits.
    """

    form: SectionForm
    at: datetime
    written: list[Question] = field(default_factory=list)
    confirmed: list[Question] = field(default_factory=list)
    overdue: list[Question] = field(default_factory=list)
    to_check: dict[str, bool] = field(default_factory=dict)
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
    until the person chooses. A carried answer is confirmed by its tick, or by any change. In a self-assessment a text
    that holds an NHS number, or initials with a date of birth, is malformed; other signs of who a child is come back
    in `warnings`. In a case audit every such text is malformed (bars G3). Raises PermissionDenied, or NotOpen.
    """
    return write_section(audit_return, section, posted, actor)


def write_section(
    audit_return: Return, section: str, posted: Mapping[str, str], actor: Any, *, confirm_all: bool = False
) -> Saved:
    """What saving and confirming a section have in common; the caller is the service and its transaction."""
    locked = lock_for_writing(audit_return, actor)
    asked = open_section(locked, section)
    rows = stored_answers(locked)
    saved = weigh_answers(locked, asked, posted, rows, confirm_all=confirm_all)
    if saved.written or saved.confirmed:
        _store(saved, locked, rows, actor)
    saved.to_check = {each.key: each.pk in rows and rows[each.pk].to_check for each in asked.questions}
    return saved


def stored_answers(audit_return: Return) -> dict[int, Answer]:
    """The return's answers by the question's primary key."""
    return {answer.question_id: answer for answer in audit_return.answers.select_related("updated_by")}


def weigh_answers(
    audit_return: Return,
    asked: AskedSection,
    posted: Mapping[str, str],
    rows: Mapping[int, Answer],
    *,
    confirm_all: bool = False,
) -> Saved:
    """What saving `posted` in that section would do: `written`, `conflicts` and the form's errors. Stores nothing."""
    levels = rating_levels(audit_return.edition)
    saved = Saved(SectionForm(dict(posted.items()), asked=asked, levels=levels), timezone.now())
    saved.form.full_clean()
    if guarding.is_guarded(audit_return.edition):
        _guard(saved, audit_return)
    for question in asked.questions:
        if saved.form.was_sent(question):
            row = rows.get(question.pk)
            mark = saved.form.mark(question)
            _settle(saved, question, row)
            if row is not None and row.to_check and (confirm_all or saved.form.raw(question, CONFIRM)):
                _confirm(saved, question, row, mark)
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
    seal, guard = guarding.seal(answer), guarding.guard_of(locked)
    if guard.is_strict or not guarding.warnings_in(guard, question, answer) or seal in guarding.kept_seals(locked):
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
    form, guard = saved.form, guarding.guard_of(locked)
    seals: dict[str, str] = {}
    for question in filter(form.was_sent, form.asked.questions):
        typed = form.typed_parts(question, parts.empty_parts(question))
        boxes = form.boxes_of(question)
        for part, text, found in guarding.findings_by_part(guard, question, typed):
            words = guarding.refusal(guard, text, found)
            if words:
                form.add_error(boxes[part], words)
        told = [] if guard.is_strict else guarding.warnings_in(guard, question, typed)
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


def _confirm(saved: Saved, question: Question, row: Answer, seen: Mark) -> None:
    """Confirm the carried answer if it is the one the person saw, and nothing of it is changed, wrong or overdue."""
    form = saved.form
    stored = parts.parts_of(question, row, form.levels)
    untouched = parts.same(form.typed_parts(question, stored), stored)
    names = (field_name(question, part) for part in (*parts.box_parts(question, form.levels), KEEP))
    wrong = any(name in form.errors for name in names)
    if seen.version == row.version and untouched and not wrong:
        (saved.overdue if action_is_overdue(stored, form.levels) else saved.confirmed).append(question)


def _accept_stored(saved: Saved, question: Question, version: int, stored: parts.Parts) -> None:
    mark = Mark(version, parts.digest(stored))
    saved.marks[question.key] = mark
    saved.form.accept(question, mark, stored)


def _store(saved: Saved, locked: Return, rows: dict[int, Answer], actor: Any) -> None:
    """Write the changed and the confirmed answers, the return's counters and one entry in the audit trail."""
    new: list[Answer] = []
    changed: list[Answer] = []
    for question in saved.written:
        row = rows.get(question.pk)
        (changed if row else new).append(_write(saved, question, row or Answer(question=question, version=0), actor))
    for answer in new:
        answer.audit_return = locked
    rows |= {answer.question_id: answer for answer in Answer.objects.bulk_create(new)}
    confirmed = [rows[question.pk] for question in saved.confirmed]
    for row in confirmed:
        row.to_check, row.updated_at, row.updated_by = False, saved.at, actor
    _update_unchanged_since(changed, confirmed)
    locked.started_at = locked.started_at or saved.at
    locked.questions_total, locked.questions_complete = count_questions(locked, rows)
    locked.save(update_fields=["started_at", "questions_total", "questions_complete"])
    _record(saved, locked, actor)


def _record(saved: Saved, locked: Return, actor: Any) -> None:
    """One entry for what somebody did by one press, with the keys of the questions only."""
    confirmed = [question.key for question in saved.confirmed]
    if saved.written:
        more = {"confirmed": confirmed} if confirmed else {}
        keys = [question.key for question in saved.written]
        record(actor=actor, action="return.answers_saved", target=locked, questions=keys, **more)
    else:
        record(actor=actor, action="return.answers_confirmed", target=locked, questions=confirmed)


def _write(saved: Saved, question: Question, row: Answer, actor: Any) -> Answer:
    levels = saved.form.levels
    typed = saved.form.typed_parts(question, parts.parts_of(question, row if row.pk else None, levels))
    parts.put_parts(row, question, typed, levels)
    # An action that was due in the past needs a new date, whatever else of its answer is changed.
    row.to_check = row.to_check and action_is_overdue(typed, levels)
    row.version += 1
    row.updated_at, row.updated_by = saved.at, actor
    mark = Mark(row.version, parts.digest(typed))
    saved.marks[question.key] = mark
    saved.form.accept(question, mark, typed)
    return row


def _update_unchanged_since(changed: list[Answer], confirmed: list[Answer]) -> None:
    """Update each row only where it still has the version that was read (bars M4).

    What is confirmed says what it said, so its version stays and nobody who is writing meets a conflict. The lock on
    the return makes the condition certain already; it holds for any database and any later caller.
    """
    rows = changed + confirmed
    if not rows:
        return
    unchanged = Q()
    for number, answer in enumerate(rows):
        unchanged |= Q(pk=answer.pk, version=answer.version - (number < len(changed)))
    if Answer.objects.filter(unchanged).bulk_update(rows, WRITTEN) != len(rows):
        raise RuntimeError("An answer changed under its return's lock.")


def count_questions(audit_return: Return, rows: Mapping[int, Answer]) -> tuple[int, int]:
    """How many questions need an answer, the rest of one or a look, and how many of them need nothing more."""
    levels = rating_levels(audit_return.edition)
    showing = {level.pk for level in levels if level.demands_evidence}
    total = complete = 0
    # Asked of the database only where it can make a difference: a save has few queries to spend (bars P3).
    evidence: Any = SimpleLazyObject(lambda: counts_of(audit_return))
    for asked in asked_sections(audit_return):
        for question in asked.questions:
            row = rows.get(question.pk)
            waits = row is not None and row.to_check
            given = parts.parts_of(question, row, levels)
            must_show = row is not None and row.level_id in showing and not row.text.strip()
            pieces = evidence.get(question.pk, 0) if must_show else 0
            needs = is_incomplete(question, given, levels, evidence=pieces, to_check=waits)
            total += question.required or needs
            complete += question.required and not needs
    return total, complete
