"""Grades entered blind before the meeting, those agreed in it, and dissent."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.case_audits import permissions
from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.grading import Scale, domains_asked
from audit_forms.case_audits.matrix import Row, matrix_of
from audit_forms.case_audits.models import AgreedGrade, BlindGrade, Case, Dissent, GradeChange, Involvement, Moderation
from audit_forms.case_audits.services.meeting import Stale, bump, guard, lock_meeting
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.questionnaires.models import RatingLevel
from portal.trail.services import record

CLOSED = "Moderation has opened, so the grades entered before it stay as they are."
NOT_OPEN = "The meeting is not open, so nothing can be agreed now."


@transaction.atomic
def enter_blind_grades(*, involvement: Involvement, grades: Mapping[str, str], actor: Any) -> list[str]:
    """Enter grades for a part, by domain key and level key, before moderation opens; returns the keys that changed.

    Domains that the agency is not asked about, and levels that the scale does not have, are left out. Raises
    PermissionDenied, or TransitionRefused once moderation has opened.
    """
    audit = lock_meeting(involvement.case.audit).audit
    part = Involvement.objects.with_context().get(pk=involvement.pk)
    if not permissions.can_grade_blind(actor, part):
        if Involvement.objects.to_grade_blind(actor).filter(pk=part.pk).exists():
            raise TransitionRefused(CLOSED)
        raise PermissionDenied("The agency's countersigned auditor enters its grades.")
    if part.audit_return is None:
        raise PermissionDenied("There is no audit to grade.")
    scale = Scale.of(audit.edition)
    asked = {domain.key for domain in domains_asked(part.audit_return)}
    known = {each.question_key: each.level_id for each in part.blind_grades.all()}
    changed = []
    for key, level_key in grades.items():
        level = scale.find(level_key)
        if key not in asked or level is None or known.get(key) == level.pk:
            continue
        entered = {"level": level, "entered_by": actor, "entered_at": timezone.now()}
        BlindGrade.objects.update_or_create(involvement=part, question_key=key, defaults=entered)
        changed.append(key)
    if changed:
        # Which grades were entered is nobody's business before the meeting, the trail's readers included.
        record(actor=actor, action="involvement.blind_grades_entered", target=part, domains=len(changed))
    return changed


@transaction.atomic
def agree_grade(*, case: Case, key: str, level_key: str, reason: str, version: int, actor: Any) -> AgreedGrade:
    """Write the grade that the meeting agrees on for a domain, or with key "" for the case overall.

    `version` is that of the agreed grade the page had shown, 0 for none. Agreed twice alike, it is written once. A
    reason is demanded where the grade is another than some agency's, or than what had been agreed. Raises
    PermissionDenied, Stale with the stored grade, or TransitionRefused.
    """
    moderation, locked = _lock_case(case)
    if not permissions.can_agree_grades(actor, locked):
        _refuse_closed(actor, locked)
        raise PermissionDenied("The chair and the Business Unit write what is agreed.")
    row, reason = _row(locked, key), reason.strip()
    level = row.scale.find(level_key)
    if level is None:
        raise TransitionRefused("Choose the grade that is agreed.")
    stored = row.agreed
    if stored and (stored.level_id, stored.reason) == (level.pk, reason):
        return stored
    if (stored.version if stored else 0) != version:
        raise Stale(stored)
    _check_reason(row, level, reason)
    agreed = _write_agreed(locked, key, stored, level, reason, actor)
    before = stored.level.key if stored else ""
    facts = {"domain": row.domain.slug, "before": before, "after": level.key}
    record(actor=actor, action="case.grade_agreed", target=locked, **facts)
    bump(moderation)
    return agreed


def _check_reason(row: Row, level: RatingLevel, reason: str) -> None:
    if not reason and row.differs(level):
        raise TransitionRefused("Say why: this is another grade than an agency’s.")
    if not reason and row.agreed and row.agreed.level_id != level.pk:
        raise TransitionRefused("Say why the agreed grade changes.")
    guard(reason)


def _write_agreed(
    case: Case, key: str, stored: AgreedGrade | None, level: RatingLevel, reason: str, actor: Any
) -> AgreedGrade:
    change = {"before": stored.level if stored else None, "after": level, "reason": reason, "changed_by": actor}
    GradeChange.objects.create(case=case, question_key=key, **change)
    version = stored.version + 1 if stored else 1
    facts = {"level": level, "reason": reason, "agreed_by": actor, "agreed_at": timezone.now(), "version": version}
    agreed, _ = AgreedGrade.objects.update_or_create(case=case, question_key=key, defaults=facts)
    written: AgreedGrade = agreed
    return written


@transaction.atomic
def write_dissent(*, case: Case, key: str, words: str, version: int, actor: Any) -> Dissent | None:
    """Write, change or, with no words, take back the agency's dissent on a domain; by its auditor, in the meeting.

    Raises PermissionDenied, Stale with the stored dissent, or TransitionRefused for words that may say who a child is.
    """
    moderation, locked = _lock_case(case)
    part = permissions.dissenting_part(actor, locked)
    if part is None:
        _refuse_closed(actor, locked)
        raise PermissionDenied("An agency's auditor writes its dissent.")
    row, words = _row(locked, key), words.strip()
    stored = next((each for each in row.dissents if each.organisation_id == part.organisation_id), None)
    if words == (stored.words if stored else ""):
        return stored
    if (stored.version if stored else 0) != version:
        raise Stale(stored)
    guard(words)
    written = _store_dissent(locked, key, part, stored, words, actor)
    action = "case.dissent_written" if words else "case.dissent_taken_back"
    record(actor=actor, action=action, target=locked, domain=row.domain.slug, organisation=part.organisation_id)
    bump(moderation)
    return written


def _store_dissent(
    case: Case, key: str, part: Involvement, stored: Dissent | None, words: str, actor: Any
) -> Dissent | None:
    if stored and not words:
        stored.delete()
        return None
    version = stored.version + 1 if stored else 1
    facts = {"words": words, "written_by": actor, "written_at": timezone.now(), "version": version}
    written: Dissent = Dissent.objects.update_or_create(
        case=case, question_key=key, organisation=part.organisation, defaults=facts
    )[0]
    return written


def _lock_case(case: Case) -> tuple[Moderation, Case]:
    moderation = lock_meeting(case.audit)
    locked: Case = Case.objects.get(pk=case.pk)
    locked.audit = moderation.audit
    return moderation, locked


def _refuse_closed(actor: Any, case: Case) -> None:
    """Raise TransitionRefused for those who take part, once the meeting is not open any more."""
    if permissions.can_read_moderated(actor, case) and case.audit.status != AuditStatus.MODERATION:
        raise TransitionRefused(NOT_OPEN)


def _row(case: Case, key: str) -> Row:
    try:
        return matrix_of(case).row(key)
    except KeyError as unknown:
        raise TransitionRefused("This is not graded.") from unknown
