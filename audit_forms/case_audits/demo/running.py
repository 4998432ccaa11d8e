"""A demo audit that runs: agencies answer for their cases, one auditor has a conflict, and an alert is open."""

from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from audit_forms.case_audits import services
from audit_forms.case_audits.demo.agencies import answer_in
from audit_forms.case_audits.demo.cases import add_demo_cases
from audit_forms.case_audits.demo.programme import DOMAIN
from audit_forms.case_audits.enums import AuditStatus, InvolvementStatus
from audit_forms.case_audits.forms.planning import tools
from audit_forms.case_audits.models import CaseAudit, Involvement, Programme
from audit_forms.case_audits.timetable import moments, practice_window, proposed_dates
from audit_forms.improvement.enums import AlertAbout
from audit_forms.improvement.services import Report, raise_alert
from audit_forms.organisations.enums import OrganisationKind
from audit_forms.organisations.models import Organisation
from portal.accounts.models import User
from portal.dates import year_of
from publications.enums import AuditMethod
from publications.models import Theme

TITLE = "Neglect of children under five"
LINES = ("Was neglect named early, and by whom?", "What is a day like for this child?", "Did help change the day?")
KNOWN = "The child has not been seen at home for three weeks, and the last two visits found nobody in."
CHILDREN = 4


def load_running() -> None:
    """Start it by the services, once; without a published audit tool there is nothing to audit with."""
    if not tools().exists() or CaseAudit.objects.filter(title=TITLE).exists():
        return
    unit = User.objects.get(email=f"unit@{DOMAIN}")
    audit = approved_audit(
        TITLE,
        LINES,
        timezone.localdate(),
        theme=Theme.objects.get_or_create(slug="neglect", defaults={"name": "Neglect"})[0],
        reason="Referrals for neglect of young children have risen for two years.",
        method=AuditMethod.DEEP_DIVE,
        dpia_reference="DPIA-DEMO-1",
        minimisation="Pseudonyms only; identities in the vault, opened with a reason.",
    )
    for agency in Organisation.objects.open().filter(kind=OrganisationKind.AGENCY).order_by("name"):
        audit.asked.create(organisation=agency)
    add_demo_cases(audit, actor=unit, number=CHILDREN)
    services.start_audit(audit=audit, actor=unit)
    answer_in(audit)
    _raise_alert(audit)


def approved_audit(title: str, lines: tuple[str, ...], start: date, **facts: Any) -> CaseAudit:
    """An audit that the Executive has approved and whose note is complete, planned to begin on that day.

    `facts` are the fields that differ from one audit to the next.
    """
    since, until = practice_window(start)
    dates = moments(proposed_dates(start))
    audit: CaseAudit = CaseAudit.objects.create(
        title=title,
        edition=tools().first(),
        programme=Programme.objects.get_or_create(year=year_of(start))[0],
        status=AuditStatus.APPROVED,
        cases_planned=CHILDREN,
        practice_from=since,
        practice_to=until,
        chair=User.objects.get(email=f"audit-chair@{DOMAIN}"),
        lawful_basis="Public task: section 16, Children Act 2004.",
        retention_until=dates["impact_due_on"] + timedelta(weeks=26),
        **dates,
        **facts,
    )
    for position, text in enumerate(lines):
        audit.key_lines.create(position=position, text=text)
    return audit


def _raise_alert(audit: CaseAudit) -> None:
    """The police's auditor of a case that is being audited says that a child is at risk now."""
    begun = Involvement.objects.filter(case__audit=audit, status=InvolvementStatus.COUNTERSIGNED)
    part = begun.filter(organisation__sector="police").first()
    if part is None or part.audit_return is None:
        return
    raise_alert(
        key=uuid5(NAMESPACE_URL, part.case.reference),
        organisation=part.organisation,
        report=Report(
            about=AlertAbout.CHILD, known=KNOWN, told=("front_door",), told_words="At 10am today.", kept=True
        ),
        actor=part.appointments.get(ended_at=None).auditor,
        audit_return=part.audit_return,
        case_reference=part.case.reference,
    )
