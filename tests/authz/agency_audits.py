"""The part of the matrix's world in which the agency audits two cases: one sent in, one it has just been told of."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from audit_forms.case_audits.enums import AuditStatus, InvolvementStatus
from audit_forms.case_audits.models import Case, CaseAudit, Involvement, Programme
from audit_forms.questionnaires.models import Edition, Question
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Answer, NamedWriter, Return, Submission
from publications.enums import AuditMethod
from publications.models import Theme


def add_agency_audits(world: SimpleNamespace, canary: str) -> None:
    """A running audit; the agency's audit of one case is submitted and says the canary."""
    people = world.people
    audit = world.case_audit = running_audit(world.edition)
    audit.asked.create(organisation=world.agency)
    world.audited_case, world.told_case = (
        Case.objects.create(audit=audit, added_by=people["unit_officer"]) for _ in range(2)
    )
    world.agency_return = submitted_audit(world, canary)
    part = Involvement.objects.create(
        case=world.audited_case,
        organisation=world.agency,
        status=InvolvementStatus.COUNTERSIGNED,
        audit_return=world.agency_return,
    )
    lead, auditor, now = people["agency_lead"], people["agency_auditor"], timezone.now()
    part.appointments.create(
        auditor=auditor, named_by=lead, declared_at=now, countersigned_by=lead, countersigned_at=now
    )
    NamedWriter.objects.create(audit_return=world.agency_return, user=auditor, named_by=lead)
    Involvement.objects.create(case=world.told_case, organisation=world.agency)


def running_audit(edition: Edition) -> CaseAudit:
    """An audit that agencies work on now."""
    today, now = timezone.localdate(), timezone.now()
    days = ("involvement_due_on", "assurance_due_on", "moderation_on", "report_due_on", "approval_due_on",
            "publish_on", "impact_due_on")  # fmt: skip
    return CaseAudit.objects.create(
        title="Matrix audit",
        programme=Programme.objects.get_or_create(year="2026-27")[0],
        theme=Theme.objects.get_or_create(slug="matrix", defaults={"name": "Matrix"})[0],
        edition=edition,
        status=AuditStatus.RUNNING,
        reason="Data",
        method=AuditMethod.DEEP_DIVE,
        practice_from=today - timedelta(days=365),
        practice_to=today,
        opens_at=now,
        deadline=now + timedelta(days=28),
        **{name: today + timedelta(days=30 + 7 * number) for number, name in enumerate(days)},
    )


def submitted_audit(world: SimpleNamespace, canary: str) -> Return:
    """The agency's audit of the first case, with one answer."""
    made = Return.objects.create(
        exercise=world.case_audit,
        organisation=world.agency,
        subject=world.audited_case.reference,
        is_confidential=True,
        status=ReturnStatus.SUBMITTED,
        facts=world.agency.facts,
        started_at=timezone.now(),
        submitted_at=timezone.now(),
        attempt=1,
        questions_total=1,
        questions_complete=1,
    )
    question = Question.objects.get(section__edition=world.edition)
    level = world.edition.rating_scale.levels.get()
    Answer.objects.create(audit_return=made, question=question, level=level, text=canary)
    answers = {"board-lead": {"level": "green", "text": canary}}
    Submission.objects.create(audit_return=made, attempt=1, submitted_at=made.submitted_at, answers=answers)
    return made
