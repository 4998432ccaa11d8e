"""A demo audit that was published lately and whose loop has gaps: one agency told nobody, nothing asks again."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from audit_forms.case_audits import services
from audit_forms.case_audits.demo.closed import PEOPLE, report_of
from audit_forms.case_audits.demo.programme import DOMAIN
from audit_forms.case_audits.demo.running import approved_audit
from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.forms.planning import tools
from audit_forms.case_audits.models import CaseAudit
from audit_forms.improvement.enums import ActionSource
from audit_forms.improvement.models import Action
from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership
from portal.accounts.models import User
from publications.models import AuditOutcomePage

AGO = timedelta(weeks=20)


def load_published() -> None:
    """Build it once from the second oldest public outcome; without one, or without a tool, there is nothing."""
    pages = AuditOutcomePage.objects.live().exclude(briefing=None).order_by("published_on")[1:2]
    page = next(iter(pages), None)
    if page is None or not tools().exists() or CaseAudit.objects.filter(title=page.title).exists():
        return
    people = {name: User.objects.get(email=f"{name}@{DOMAIN}") for name in ("unit", "unit2", "group", "executive")}
    audit = approved_audit(
        page.title, ("What changed for the child?",), timezone.localdate() - AGO, theme=page.theme,
        reason="The last inspection asked for it.", method=page.method, dpia_reference="DPIA-DEMO-2",
        minimisation="Pseudonyms only.",
    )  # fmt: skip
    CaseAudit.objects.filter(pk=audit.pk).update(status=AuditStatus.PUBLISHED)
    audit.refresh_from_db()
    auditors = [User.objects.get(email=f"{name}-auditor@{DOMAIN}") for name in PEOPLE]
    agencies = [Membership.objects.get(user=each, role=MembershipRole.AUDITOR).organisation for each in auditors]
    for agency in agencies:
        audit.asked.create(organisation=agency)
    report = report_of(audit, page, people, is_done=False)
    _begin(audit, report.recommendations.first().raised, auditors[0], agencies[0])


def _begin(audit: CaseAudit, recommendation: object, auditor: User, agency: object) -> None:
    """One of the agencies has told its staff, and has put an action on its plan."""
    services.enter_feedback(
        audit=audit, organisation=agency, key=uuid5(NAMESPACE_URL, f"{audit.reference}/told"), actor=auditor,
        given_on=timezone.localdate() - timedelta(weeks=2), way="supervision", people=14, said="",
    )  # fmt: skip
    Action.objects.create(
        organisation=agency, source=ActionSource.RECOMMENDATION, recommendation=recommendation, who="Team leads",
        what="Agree with the team how this is done from now on.", opened_by=auditor,
        due_on=timezone.localdate() + timedelta(weeks=6),
    )  # fmt: skip
