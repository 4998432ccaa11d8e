"""Giving evidence for a question: statements, links, files, and what the organisation has already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Sum

from audit_forms.questionnaires.enums import AnswerType
from audit_forms.questionnaires.models import Question
from audit_forms.returns.enums import EvidenceKind
from audit_forms.returns.evidence import is_in_any_submission
from audit_forms.returns.files import limits, storage
from audit_forms.returns.files.refusal import Refused
from audit_forms.returns.models import Evidence, EvidenceUse, Return
from audit_forms.returns.openness import open_sections
from audit_forms.returns.services.answers import NotOpen, count_questions, lock_for_writing
from portal.trail.services import record

MANY_FILES = f"This return has {limits.RETURN_FILES} files already, the most it can have. Remove one, or add a link."
MUCH = (
    f"The files of this return would be more than {limits.RETURN_BYTES // limits.MEGABYTE} MB. "
    "Remove one, or add a link."
)


@dataclass(frozen=True)
class Given:
    """What giving evidence did; `is_new` is False where the very same was given for the question already."""

    use: EvidenceUse
    is_new: bool


def give_statement(
    *, audit_return: Return, question: str, title: str, text: str, in_force_since: date | None, actor: Any
) -> Given:
    """Give a statement for the question of that key; the same one sent twice is given once.

    Raises PermissionDenied, or NotOpen where the question is not open for answers.
    """
    row = Evidence(kind=EvidenceKind.STATEMENT, title=title, text=text, in_force_since=in_force_since)
    return give(audit_return=audit_return, question=question, evidence=row, actor=actor)


def give_link(
    *, audit_return: Return, question: str, title: str, url: str, in_force_since: date | None, actor: Any
) -> Given:
    """Give a link for the question of that key; the same one sent twice is given once. Raises as `give_statement`."""
    row = Evidence(kind=EvidenceKind.LINK, title=title, url=url, in_force_since=in_force_since)
    return give(audit_return=audit_return, question=question, evidence=row, actor=actor)


@transaction.atomic
def give(*, audit_return: Return, question: str, evidence: Evidence, actor: Any) -> Given:
    """Store a new piece of evidence and give it for the question. Raises PermissionDenied, NotOpen, or Refused."""
    locked = lock_for_writing(audit_return, actor)
    asked = open_question(locked, question)
    twin = _twin(locked, asked, evidence)
    if twin is not None:
        return Given(twin, False)
    if evidence.is_file:
        _require_room(locked, evidence)
    evidence.organisation, evidence.added_by = locked.organisation, actor
    evidence.save()
    return Given(_use(locked, asked, evidence, actor), True)


@transaction.atomic
def use_again(*, audit_return: Return, question: str, evidence: Evidence, actor: Any) -> Given:
    """Give something the organisation has already; given twice, it is there once.

    Raises PermissionDenied also for another organisation's evidence (bars S3); NotOpen; Refused.
    """
    locked = lock_for_writing(audit_return, actor)
    asked = open_question(locked, question)
    own = locked.organisation.evidence.usable().filter(pk=evidence.pk).first()
    if own is None:
        raise PermissionDenied("Only the organisation's own evidence can be used.")
    there = locked.evidence_uses.filter(question=asked, evidence=own).first()
    if there is not None:
        return Given(there, False)
    if own.is_file and not locked.evidence_uses.filter(evidence=own).exists():
        _require_room(locked, own)
    return Given(_use(locked, asked, own, actor), True)


@transaction.atomic
def remove_evidence(*, audit_return: Return, question: str, evidence: Evidence, actor: Any) -> None:
    """Give it for this question no longer; it stays the organisation's. Removed twice, it is gone once.

    Raises PermissionDenied, or NotOpen.
    """
    _remove(audit_return, question, evidence, actor)


@transaction.atomic
def take_back(*, audit_return: Return, question: str, evidence: Evidence, actor: Any) -> bool:
    """Remove it, and delete it for good unless it is used elsewhere or was submitted; whether it was deleted.

    Raises PermissionDenied, or NotOpen.
    """
    locked = _remove(audit_return, question, evidence, actor)
    own = Evidence.objects.select_for_update().filter(pk=evidence.pk, organisation=locked.organisation_id).first()
    if own is None or own.uses.exists() or is_in_any_submission(own):
        return False
    stored_name = own.stored_name
    record(actor=actor, action="evidence.deleted", target=own)
    own.delete()
    transaction.on_commit(lambda: storage.remove(stored_name))
    return True


def record_reading(*, audit_return: Return, evidence: Evidence, actor: Any) -> None:
    """Write to the trail that the Business Unit opened a file."""
    record(actor=actor, action="evidence.read", target=evidence, reference=audit_return.reference)


def open_question(audit_return: Return, key: str) -> Question:
    """The rated question of that key, if evidence for it may be given now; raises NotOpen."""
    opened = open_sections(audit_return).values() if audit_return.takes_evidence else ()
    for part in opened:
        for question in part.questions:
            if question.key == key and question.answer_type == AnswerType.RATING:
                return question
    raise NotOpen("This question is not open for evidence.")


def recount(audit_return: Return) -> None:
    """Bring the numbers of questions up to date; the return must be locked."""
    rows = {answer.question_id: answer for answer in audit_return.answers.all()}
    audit_return.questions_total, audit_return.questions_complete = count_questions(audit_return, rows)
    audit_return.save(update_fields=["questions_total", "questions_complete"])


def _remove(audit_return: Return, question: str, evidence: Evidence, actor: Any) -> Return:
    locked = lock_for_writing(audit_return, actor)
    asked = open_question(locked, question)
    removed, _ = locked.evidence_uses.filter(question=asked, evidence=evidence).delete()
    if removed:
        record(actor=actor, action="return.evidence_removed", target=locked, question=question, evidence=evidence.pk)
        recount(locked)
    return locked


def _use(locked: Return, question: Question, evidence: Evidence, actor: Any) -> EvidenceUse:
    use = EvidenceUse.objects.create(audit_return=locked, question=question, evidence=evidence, added_by=actor)
    if locked.started_at is None:
        locked.started_at = use.added_at
        locked.save(update_fields=["started_at"])
    record(actor=actor, action="return.evidence_given", target=locked, question=question.key, evidence=evidence.pk)
    recount(locked)
    return use


def _twin(locked: Return, question: Question, evidence: Evidence) -> EvidenceUse | None:
    """The very same evidence, given for this question before: the same file, or the same words and address."""
    same: dict[str, Any] = {"kind": evidence.kind}
    fields: Iterable[str] = ("digest",) if evidence.is_file else ("title", "text", "url", "in_force_since")
    same |= {field: getattr(evidence, field) for field in fields}
    rows = Evidence.objects.usable().filter(organisation=locked.organisation_id, **same)
    return locked.evidence_uses.select_related("evidence").filter(question=question, evidence__in=rows).first()


def _require_room(locked: Return, evidence: Evidence) -> None:
    files = Evidence.objects.filter(pk__in=locked.evidence_uses.values("evidence"), kind=EvidenceKind.FILE)
    held = files.aggregate(number=Count("pk"), size=Sum("size"))
    if held["number"] >= limits.RETURN_FILES:
        raise Refused(MANY_FILES)
    if (held["size"] or 0) + evidence.size > limits.RETURN_BYTES:
        raise Refused(MUCH)
