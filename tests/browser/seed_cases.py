"""Case audits in every state that the Business Unit's pages of cases have, written by `seed.write()`."""

from datetime import timedelta

from django.utils import timezone

from audit_forms.case_audits import services
from audit_forms.case_audits.case_lists import rows_of_text
from audit_forms.case_audits.demo.cases import add_demo_cases
from audit_forms.case_audits.enums import AuditStatus, InvolvementStatus
from audit_forms.case_audits.models import CaseAudit, Involvement
from audit_forms.case_audits.tests.factories import CaseAuditFactory, case_audit_edition, in_weeks
from audit_forms.organisations.enums import OrganisationKind
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.enums import QuestionnaireKind
from audit_forms.questionnaires.models import Edition
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.tests.factories import ReturnFactory
from audit_forms.self_assessments.demo.people import DOMAIN, HOSPITALS, POLICE
from portal.accounts.models import User

LIST = "3\tWrenna Mosscop\t3/5/2023\n99\tAldous Pennyfeather\n8\t\t1/1/2018\n12\tIone Larkhollow\n"
STATES = [status for status in InvolvementStatus if status != InvolvementStatus.WITHDRAWN]


def write() -> None:
    """An audit in which every state occurs, and one without the vault that has no cases yet."""
    unit = User.objects.get(email=f"unit@{DOMAIN}")
    kind = QuestionnaireKind.CASE_AUDIT
    edition = Edition.objects.published().filter(questionnaire__kind=kind).first() or case_audit_edition()
    audit = CaseAuditFactory(
        governed=True, status=AuditStatus.RUNNING, edition=edition, title="Cases of the inventory",
        involvement_due_on=in_weeks(-1), deadline=timezone.now() + timedelta(weeks=2),
    )  # fmt: skip
    for agency in Organisation.objects.filter(kind=OrganisationKind.AGENCY).order_by("name")[:8]:
        audit.asked.get_or_create(organisation=agency)
    for name in (POLICE, HOSPITALS):
        audit.asked.get_or_create(organisation=Organisation.objects.get(name=name))
    cases = add_demo_cases(audit, actor=unit, number=6)
    services.withdraw_case(case=cases[1], reason="It is the same family as another case.", actor=unit)
    _spread(audit)
    services.read_identity(case=cases[0], reason="check", words="", actor=unit)
    services.keep_list(audit=audit, rows=rows_of_text(LIST), actor=unit)
    bare = {"title": "Audit without the vault", "uses_vault": False, "status": AuditStatus.APPROVED}
    CaseAuditFactory(governed=True, edition=edition, **bare)


def _spread(audit: CaseAudit) -> None:
    """Each state in turn, and a return for each part that has one."""
    for number, part in enumerate(Involvement.objects.filter(case__audit=audit, status="notified").order_by("pk")):
        part.status = STATES[number % len(STATES)]
        if part.status in (InvolvementStatus.COUNTERSIGNED, InvolvementStatus.MODERATED):
            is_in = part.status == InvolvementStatus.MODERATED
            part.audit_return = ReturnFactory(
                exercise=audit, organisation=part.organisation, subject=part.case.reference, is_confidential=True,
                status=ReturnStatus.ACCEPTED if is_in else ReturnStatus.DRAFT,
                submitted_at=timezone.now() if is_in else None,
            )  # fmt: skip
        part.save()
