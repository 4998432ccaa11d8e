"""Case audits in moderation for the matrix: one before the meeting, one in it, one after it."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from audit_forms.case_audits.enums import AuditStatus, InvolvementStatus
from audit_forms.case_audits.models import AgreedGrade, BlindGrade, Case, CaseAudit, Dissent, Moderation, Programme
from audit_forms.questionnaires.models import Edition
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import NamedWriter, Return
from publications.enums import AuditMethod
from publications.models import Theme

STATES = {
    "before": AuditStatus.QUALITY_ASSURANCE,
    "during": AuditStatus.MODERATION,
    "after": AuditStatus.REPORT_DRAFTED,
}


def add_meetings(world: SimpleNamespace, text: str) -> None:
    """For each state an audit `meeting_<state>` with a case and the agency's part in it; texts carry the canary."""
    for name, status in STATES.items():
        audit = _audit(world, status, text)
        case = Case.objects.create(audit=audit, added_by=world.people["unit_officer"])
        part = _part(world, case)
        Moderation.objects.create(audit=audit, meets_at=timezone.now(), place=text, papers=text)
        level = audit.edition.rating_scale.levels.get()
        BlindGrade.objects.create(involvement=part, level=level, entered_by=world.people["agency_auditor"])
        if name != "before":
            agreed = {"level": level, "reason": text, "agreed_by": world.people["audit_chair"]}
            AgreedGrade.objects.create(case=case, **agreed)
            author = world.people["agency_auditor"]
            Dissent.objects.create(case=case, organisation=world.agency, words=text, written_by=author)
        setattr(world, f"meeting_{name}", audit)
        setattr(world, f"meeting_case_{name}", case)
        setattr(world, f"meeting_part_{name}", part)


def _audit(world: SimpleNamespace, status: str, text: str) -> CaseAudit:
    now, today = timezone.now(), timezone.localdate()
    programme, _ = Programme.objects.get_or_create(year="2026-27")
    theme, _ = Theme.objects.get_or_create(slug="meetings", defaults={"name": "Meetings"})
    later = dict.fromkeys(
        (
            "involvement_due_on",
            "assurance_due_on",
            "moderation_on",
            "report_due_on",
            "approval_due_on",
            "publish_on",
            "impact_due_on",
        ),
        today + timedelta(weeks=4),
    )
    return CaseAudit.objects.create(
        title=text,
        edition=Edition.objects.get(pk=world.edition.pk),
        programme=programme,
        status=status,
        theme=theme,
        reason=text,
        method=AuditMethod.DEEP_DIVE,
        practice_from=today,
        practice_to=today,
        chair=world.people["audit_chair"],
        opens_at=now,
        deadline=now,
        **later,
    )


def _part(world: SimpleNamespace, case: Case):
    lead, auditor, now = world.people["agency_lead"], world.people["agency_auditor"], timezone.now()
    given = Return.objects.create(
        exercise=case.audit,
        organisation=world.agency,
        subject=case.reference,
        is_confidential=True,
        status=ReturnStatus.ACCEPTED,
        facts=world.agency.facts,
    )
    NamedWriter.objects.create(audit_return=given, user=auditor, named_by=lead)
    part = case.involvements.create(
        organisation=world.agency, status=InvolvementStatus.COUNTERSIGNED, audit_return=given
    )
    signed = {"declared_at": now, "countersigned_by": lead, "countersigned_at": now}
    part.appointments.create(auditor=auditor, named_by=lead, **signed)
    return part
