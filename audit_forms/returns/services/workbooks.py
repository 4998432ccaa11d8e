"""Bringing back a workbook: kept, compared with what is stored, and written only as its person has seen it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.db import transaction

from audit_forms.questionnaires.models import Question, RatingLevel, Section
from audit_forms.returns import parts
from audit_forms.returns.display import Line, lines_of
from audit_forms.returns.forms.fields import field_name
from audit_forms.returns.forms.section import KEEP
from audit_forms.returns.models import Answer, Return, UploadedWorkbook
from audit_forms.returns.openness import open_sections
from audit_forms.returns.services.answers import (
    Saved,
    lock_for_writing,
    save_answers,
    stored_answers,
    weigh_answers,
)
from audit_forms.returns.workbook.reading import FilledIn, read_workbook
from audit_forms.returns.workflow import TransitionRefused
from portal.trail.services import record


@dataclass(frozen=True)
class Difference:
    """One question that the workbook would change: how it is stored now, and how it would read."""

    section: Section
    question: Question
    stored: list[Line]
    filled_in: list[Line]
    other: Answer | None = None

    @property
    def is_conflict(self) -> bool:
        """Whether somebody changed it in the portal after the workbook was made, so that a person must choose."""
        return self.other is not None


@dataclass
class Comparison:
    """What a workbook would do: changes, conflicts, cells that cannot be taken, questions closed now."""

    changes: list[Difference] = field(default_factory=list)
    conflicts: list[Difference] = field(default_factory=list)
    bad_cells: list[tuple[str, str]] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    unchanged: int = 0


@transaction.atomic
def keep_workbook(*, audit_return: Return, file: BinaryIO, actor: Any) -> UploadedWorkbook:
    """Read the file and keep what is in it for the person to look at; no answer is written.

    What the person uploaded before for this return is dropped. Raises NotAWorkbook, PermissionDenied, or NotOpen.
    """
    locked = lock_for_writing(audit_return, actor)
    found: FilledIn = read_workbook(file, locked)
    UploadedWorkbook.objects.filter(audit_return=locked, uploaded_by=actor).delete()
    return UploadedWorkbook.objects.create(
        audit_return=locked, uploaded_by=actor, posted=found.posted, cells=found.cells, problems=found.problems
    )


def compare_workbook(*, upload: UploadedWorkbook, kept: Mapping[str, str] | None = None) -> Comparison:
    """What taking over the workbook would do to the answers as they are stored now.

    `kept` holds what the person has chosen so far where two answers differ, by the names of the section pages.
    """
    audit_return = upload.audit_return
    rows = stored_answers(audit_return)
    comparison = Comparison()
    opened = open_sections(audit_return)
    for asked in opened.values():
        saved = weigh_answers(audit_return, asked, upload.posted | dict(kept or {}), rows)
        _compare(comparison, asked.section, saved, rows, upload.cells)
    sent = {name.partition(".")[0] for name in upload.cells}
    open_keys = {question.key for asked in opened.values() for question in asked.questions}
    comparison.closed = sorted(sent - open_keys)
    comparison.unchanged = len(sent & open_keys) - len(comparison.changes) - len(comparison.conflicts)
    return comparison


def _compare(
    comparison: Comparison, section: Section, saved: Saved, rows: Mapping[int, Answer], cells: Mapping[str, str]
) -> None:
    levels = saved.form.levels
    for question in saved.form.asked.questions:
        if question in saved.written:
            comparison.changes.append(_difference(section, question, saved, rows.get(question.pk), levels))
        elif question.key in saved.conflicts:
            other = saved.conflicts[question.key]
            comparison.conflicts.append(_difference(section, question, saved, rows.get(question.pk), levels, other))
    for name, errors in saved.form.errors.items():
        if name in cells:
            comparison.bad_cells += [(cells[name], str(text)) for text in errors]


def _difference(
    section: Section,
    question: Question,
    saved: Saved,
    row: Answer | None,
    levels: tuple[RatingLevel, ...],
    other: Answer | None = None,
) -> Difference:
    stored = parts.parts_of(question, row, levels)
    typed = saved.form.typed_parts(question, stored)
    return Difference(section, question, lines_of(question, stored, levels), lines_of(question, typed, levels), other)


@transaction.atomic
def apply_workbook(*, upload: UploadedWorkbook, kept: Mapping[str, str], actor: Any) -> int:
    """Write what the person has seen; returns how many answers were changed. A second press changes nothing.

    `kept` says for each question in conflict which answer stays. All or nothing: raises TransitionRefused where a
    choice is missing or an answer has changed since, PermissionDenied, or NotOpen.
    """
    locked = lock_for_writing(upload.audit_return, actor)
    waiting = UploadedWorkbook.objects.offered_to(actor).filter(pk=upload.pk, audit_return=locked).first()
    if waiting is None:
        return 0
    chosen = {name: choice for name, choice in kept.items() if name.endswith(f".{KEEP}")}
    written = 0
    for key in open_sections(locked):
        saved = save_answers(audit_return=locked, section=key, posted=waiting.posted | chosen, actor=actor)
        if saved.conflicts:
            numbers = ", ".join(q.number for q in saved.form.asked.questions if q.key in saved.conflicts)
            raise TransitionRefused(f"Choose which answer to keep at {numbers}. Nothing has been written yet.")
        written += len(saved.written)
    record(actor=actor, action="return.workbook_taken_over", target=locked, answers=written)
    waiting.delete()
    return written


def discard_workbook(*, upload: UploadedWorkbook, actor: Any) -> None:
    """The person does not want it; only their own goes."""
    UploadedWorkbook.objects.filter(pk=upload.pk, uploaded_by=actor).delete()


def purge_workbooks() -> int:
    """Delete workbooks kept for as long as was promised (seven days); returns how many."""
    deleted, _ = UploadedWorkbook.objects.expired().delete()
    return int(deleted)


def choice_name(question: Question) -> str:
    """The name under which the choice between two answers is sent."""
    return field_name(question, KEEP)
