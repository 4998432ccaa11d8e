"""After publication: staff told, training linked, a question for next year, impact reviewed, audit closed."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from audit_forms.case_audits import permissions
from audit_forms.case_audits.enums import AuditStatus, ErasedBecause
from audit_forms.case_audits.models import (
    CaseAudit,
    ImpactLine,
    ImpactReview,
    ReauditQuestion,
    ReportRecommendation,
    StaffFeedback,
    TrainingLink,
)
from audit_forms.case_audits.services.common import lock_audit, move_audit
from audit_forms.case_audits.services.identities import erase_identity
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.enums import AnswerType, DutyLevel
from audit_forms.questionnaires.models import Edition, Question, Section
from portal.accounts.permissions import is_business_unit
from portal.trail.services import record


@transaction.atomic
def enter_feedback(
    *, audit: CaseAudit, organisation: Organisation, key: UUID, actor: Any, **facts: Any
) -> StaffFeedback:
    """An agency says how it told its staff; `key` is the form's own, so that sent twice it is kept once.

    `facts` are the fields of `StaffFeedback`. Raises PermissionDenied.
    """
    locked = lock_audit(audit)
    if not permissions.can_enter_feedback(actor, locked, organisation):
        raise PermissionDenied("Leads and auditors of an agency that was asked enter feedback to staff.")
    there: StaffFeedback | None = StaffFeedback.objects.filter(key=key, entered_by=actor).first()
    if there is not None:
        return there
    made = StaffFeedback.objects.create(audit=locked, organisation=organisation, key=key, entered_by=actor, **facts)
    record(actor=actor, action="audit.staff_told", target=locked, organisation=organisation.pk, people=made.people)
    return made


@transaction.atomic
def link_training(*, audit: CaseAudit, title: str, url: str, held_on: date | None, actor: Any) -> TrainingLink:
    """Link a course or resource; sent twice, it is linked once. Raises PermissionDenied."""
    locked = lock_audit(audit)
    if not permissions.can_follow_up(actor, locked):
        raise PermissionDenied("Only the Business Unit links training.")
    linked, fresh = TrainingLink.objects.get_or_create(
        audit=locked, title=title, held_on=held_on, defaults={"url": url}
    )
    if fresh:
        record(actor=actor, action="audit.training_linked", target=locked, training=linked.pk)
    return linked


@transaction.atomic
def write_reaudit_question(*, audit: CaseAudit, text: str, section: Section, actor: Any) -> ReauditQuestion:
    """Put a question into a section of a draft edition, so that next year's returns show whether practice has changed.

    Sent twice, it is put once. Raises PermissionDenied, or TransitionRefused where the edition is published already.
    """
    locked = lock_audit(audit)
    if not permissions.can_follow_up(actor, locked):
        raise PermissionDenied("Only the Business Unit writes questions for next year.")
    there: ReauditQuestion | None = ReauditQuestion.objects.filter(
        audit=locked, text=text, question__section=section
    ).first()
    if there is not None:
        return there
    edition = Edition.objects.select_for_update().get(pk=section.edition_id)
    if edition.is_published:
        raise TransitionRefused("This edition is published and never changes. Choose an edition that is being written.")
    made, _ = ReauditQuestion.objects.get_or_create(audit=locked, text=text)
    made.question = _put(section, made, locked)
    made.save(update_fields=["question"])
    record(actor=actor, action="audit.reaudit_question_put", target=locked, question=made.question.key)
    return made


def _put(section: Section, made: ReauditQuestion, audit: CaseAudit) -> Question:
    last = section.questions.aggregate(last=Max("position"))["last"]
    number = section.questions.count() + 1
    question: Question = Question.objects.create(
        section=section,
        position=0 if last is None else last + 1,
        key=f"reaudit-{made.pk}",
        number=f"{section.letter}{number}",
        text=made.text,
        help=f"Asked because of the audit “{audit.title}” of {audit.programme.year}.",
        duty=DutyLevel.LOCAL,
        answer_type=AnswerType.LONG_TEXT,
        allows_not_applicable=False,
    )
    return question


@transaction.atomic
def review_impact(
    *, audit: CaseAudit, conclusion: str, lines: Mapping[int, Mapping[str, str]], actor: Any
) -> ImpactReview:
    """Set before and after of each recommendation side by side; sent twice, it is reviewed once.

    `lines` maps a report recommendation's primary key to `before`, `after` and `change`. Raises PermissionDenied, or
    TransitionRefused where a recommendation is left out or nothing is concluded.
    """
    locked = lock_audit(audit)
    there: ImpactReview | None = ImpactReview.objects.filter(audit=locked).first()
    if there is not None and is_business_unit(actor):
        return there
    if not permissions.can_review_impact(actor, locked):
        raise PermissionDenied("The Business Unit reviews the impact of a published audit.")
    wanted = list(ReportRecommendation.objects.filter(report__audit=locked))
    if not conclusion.strip() or {each.pk for each in wanted} != set(lines):
        raise TransitionRefused("Say of each recommendation what has changed, and what that means for children.")
    review = ImpactReview.objects.create(audit=locked, conclusion=conclusion, reviewed_by=actor)
    ImpactLine.objects.bulk_create(ImpactLine(review=review, recommendation=each, **lines[each.pk]) for each in wanted)
    move_audit(locked, "review_impact", actor)
    return review


@transaction.atomic
def close_audit(*, audit: CaseAudit, actor: Any) -> CaseAudit:
    """Close an audit whose impact was reviewed, and erase the identities still kept for it.

    Closed twice, it closes once. Raises PermissionDenied.
    """
    locked = lock_audit(audit)
    if locked.status == AuditStatus.CLOSED and is_business_unit(actor):
        return locked
    if not permissions.can_close(actor, locked):
        raise PermissionDenied("The Business Unit closes an audit once its impact has been reviewed.")
    move_audit(locked, "close", actor)
    for case in locked.cases.all():
        erase_identity(case=case, because=ErasedBecause.CLOSURE, actor=actor)
    return locked
