"""Audits in moderation for the browser's tests: one in the meeting, one before it, one that has ended."""

from django.utils import timezone

from audit_forms.case_audits.demo.moderation import TITLE, load_moderation_demo
from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.models import AgreedGrade, BlindGrade, Case, CaseAudit, Excuse
from audit_forms.organisations.enums import Capacity
from audit_forms.questionnaires.enums import AnswerType, DutyLevel, EditionStatus, QuestionnaireKind
from audit_forms.questionnaires.models import (
    Descriptor,
    Edition,
    Question,
    Questionnaire,
    RatingLevel,
    RatingScale,
    Section,
    SignOffStep,
)
from audit_forms.returns.enums import ReturnStatus

LEVELS = (
    ("outstanding", "Outstanding", "green", 3),
    ("good", "Good", "green", 2),
    ("requires-improvement", "Requires improvement", "amber", 1),
    ("inadequate", "Inadequate", "red", 0),
    ("not-applicable", "Not applicable", "neutral", None),
)
DOMAINS = ("The child’s day", "Hearing the child", "Risk seen in time", "Working with other agencies", "Supervision")
BEFORE, ENDED = "Before the meeting", "After the meeting"


def write() -> None:
    """Write all of them; the demo's own audit in moderation is the one in the meeting."""
    edition = (
        Edition.objects.filter(status=EditionStatus.PUBLISHED, questionnaire__kind=QuestionnaireKind.CASE_AUDIT).first()
        or _tool()
    )
    meeting = load_moderation_demo(edition)
    for title in (BEFORE, ENDED):
        CaseAudit.objects.filter(title=TITLE).update(title="Set aside")
        audit = load_moderation_demo(edition)
        CaseAudit.objects.filter(pk=audit.pk).update(title=title)
        CaseAudit.objects.filter(pk=meeting.pk).update(title=TITLE)
    _before(CaseAudit.objects.get(title=BEFORE))
    _ended(CaseAudit.objects.get(title=ENDED))


def _before(audit: CaseAudit) -> None:
    """Quality assurance: grades entered for one part of the first case, one return excused, one waited for."""
    CaseAudit.objects.filter(pk=audit.pk).update(status=AuditStatus.QUALITY_ASSURANCE)
    Case.objects.filter(audit=audit).order_by("-pk").first().theme_tags.all().delete()
    audit.moderation.attendances.all().delete()
    AgreedGrade.objects.filter(case__audit=audit).delete()
    part, other, *_ = [each for case in audit.cases.all() for each in case.involvements.all()]
    BlindGrade.objects.filter(involvement__case__audit=audit).exclude(involvement=part).delete()
    BlindGrade.objects.filter(involvement=part).order_by("pk").last().delete()
    for each in (part, other):
        each.audit_return.status = ReturnStatus.SUBMITTED
        each.audit_return.save()
    Excuse.objects.create(involvement=other, reason="The record could not be opened.", excused_by=audit.chair)


def _ended(audit: CaseAudit) -> None:
    """Every overall grade agreed, the report being drafted."""
    scale = audit.edition.rating_scale.levels.order_by("position").first()
    for case in audit.cases.all():
        AgreedGrade.objects.update_or_create(
            case=case, question_key="", defaults={"level": scale, "agreed_by": audit.chair}
        )
    audit.moderation.ended_at = timezone.now()
    audit.moderation.save()
    CaseAudit.objects.filter(pk=audit.pk).update(status=AuditStatus.REPORT_DRAFTED)


def _tool() -> Edition:
    """A small case-audit tool of four grades and five domains."""
    scale = RatingScale.objects.create(key="meeting-grades", title="Grades")
    for position, (key, label, tone, score) in enumerate(LEVELS):
        facts = {
            "label": label,
            "tone": tone,
            "score": score,
            "meaning": f"When practice was {label.lower()}.",
        }
        RatingLevel.objects.create(scale=scale, key=key, position=position, **facts)
    questionnaire = Questionnaire.objects.create(
        key="meeting-tool", kind=QuestionnaireKind.CASE_AUDIT, title="Case audit"
    )
    edition = Edition.objects.create(
        questionnaire=questionnaire,
        key="meeting-tool",
        title="Case audit tool",
        guidance="Working Together",
        in_force_from=timezone.localdate(),
        lead_statement="I have read the record.",
        rating_scale=scale,
    )
    section = Section.objects.create(edition=edition, key="domains", letter="D", title="Graded domains")
    for position, text in enumerate(DOMAINS, start=1):
        question = Question.objects.create(
            section=section,
            position=position,
            key=f"domain-{position}",
            number=f"D{position}",
            text=text,
            duty=DutyLevel.LOCAL,
            answer_type=AnswerType.RATING,
        )
        for level in scale.levels.exclude(score=None):
            Descriptor.objects.create(question=question, level=level, text=f"What {level} looks like.")
    SignOffStep.objects.create(edition=edition, capacity=Capacity.AGENCY_LEAD, statement="I confirm.")
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.PUBLISHED, published_at=timezone.now())
    edition.refresh_from_db()
    return edition
