"""Reports of audits, before and after they are public, for the matrix's world."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

from django.utils import timezone

from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.models import CaseAudit, Report
from tests.authz.audits import add_audit


def add_reports(world: SimpleNamespace, draft: str, public: str, feedback: str) -> None:
    """`reported` has a report being written, `approved` one that is approved, `followed` one that is published."""
    for name, status, text in (
        ("reported", AuditStatus.REPORT_DRAFTED, draft),
        ("approved", AuditStatus.REPORT_APPROVED, public),
        ("followed", AuditStatus.PUBLISHED, public),
    ):
        audit = add_audit(world, f"{text} {name}")
        CaseAudit.objects.filter(pk=audit.pk).update(status=status)
        audit.refresh_from_db()
        if name != "followed":
            audit.asked.all().delete()
        report = Report.objects.create(audit=audit, drafted_by=world.people["audit_chair"], finding=text)
        due_on = timezone.localdate() + timedelta(weeks=10)
        report.recommendations.create(change=text, responsible_group="Group", due_on=due_on, measure=text)
        setattr(world, name, audit)
    world.followed.staff_feedback.create(
        organisation=world.agency, given_on=timezone.localdate(), way="meeting", people=6, said=feedback,
        entered_by=world.people["agency_lead"], key=uuid4(),
    )  # fmt: skip
