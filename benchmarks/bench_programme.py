"""P4: the programme, what followed an audit, and the loop board, with 5 audits and with 40, 400 cases, 20 agencies.

Four audits a year, as the framework asks, and five recommendations each; most are published, some are under way.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.models import CaseAudit, Programme, Report
from audit_forms.case_audits.models.report import MOST_RECOMMENDATIONS
from audit_forms.improvement.enums import ActionSource, ActionStatus, SourceKind
from audit_forms.improvement.models import Action, Recommendation
from audit_forms.organisations.models import Organisation
from benchmarks.bench_cases import AUDITS, compared, make_agencies, make_audit
from benchmarks.bench_tracker import fetcher
from benchmarks.figures import Figure
from portal.accounts.enums import Role
from portal.accounts.models import User

FEW_AUDITS, A_YEAR, FIRST_YEAR = 5, 4, 2026
STATES = (AuditStatus.PUBLISHED, AuditStatus.CLOSED, AuditStatus.PUBLISHED, AuditStatus.IMPACT_REVIEWED)


def measure() -> Iterator[Figure]:
    """Queries and times of each page with few audits and with many; what was made for it is undone."""
    unit, group, executive = (
        User.objects.filter(groups__name=role.value).first()
        for role in (Role.BUSINESS_UNIT, Role.QUALITY_AND_IMPACT_GROUP, Role.EXECUTIVE)
    )
    with transaction.atomic():
        chair = User.objects.create_user("measured@demo.example", name="Measured Chair")
        agencies = make_agencies()
        first = make_followed(0, agencies, unit, chair)
        for number in range(1, FEW_AUDITS):
            make_followed(number, agencies, unit, chair)
        loop = first.report.recommendations.first().raised
        pages = {
            "programme, for the group": fetcher(group, "/programme/"),
            "programme, for the chair": fetcher(chair, "/programme/"),
            "programme, for the Executive": fetcher(executive, "/programme/"),
            "an audit's plan": fetcher(group, f"/programme/{first.reference}/"),
            "the form of a plan": fetcher(group, "/programme/plan/"),
            "dissemination": fetcher(group, "/programme/dissemination/"),
            "methods compared": fetcher(group, "/efficacy/"),
            "an audit's efficacy": fetcher(group, f"/efficacy/{first.reference}/"),
            "an audit's follow-up": fetcher(group, f"/efficacy/{first.reference}/follow-up/"),
            "an audit's report": fetcher(group, f"/reports/{first.reference}/"),
            "list of audits": fetcher(unit, "/unit/case-audits/?status=all"),
            "Business Unit's first page": fetcher(unit, "/unit/"),
            "recommendations": fetcher(unit, "/actions/recommendations/?status=all"),
            "loop board": fetcher(group, "/programme/loop/"),
            "loop board, filtered": fetcher(unit, "/programme/loop/?missing=on&theme=Measured&sort=-due"),
            "one loop": fetcher(group, f"/programme/loop/{loop.reference}/"),
        }

        def grow() -> None:
            for number in range(FEW_AUDITS, AUDITS):
                make_followed(number, agencies, unit, chair)

        yield from compared(pages, grow, FEW_AUDITS, AUDITS)
        transaction.set_rollback(True)


def make_followed(number: int, agencies: list[Organisation], unit: User, chair: User) -> CaseAudit:
    """A published audit, one of four in its year, with five recommendations and what agencies do about them."""
    first = FIRST_YEAR - number // A_YEAR
    year = Programme.objects.get_or_create(year=f"{first}-{(first + 1) % 100:02d}")[0]
    opens_at = timezone.now() - timedelta(days=365 * (number // A_YEAR) + 60 * (number % A_YEAR))
    facts = {"status": STATES[number % len(STATES)], "programme": year, "chair": chair, "opens_at": opens_at}
    audit = make_audit(number, agencies, unit, **facts)
    report = Report.objects.create(audit=audit, drafted_by=chair, finding=f"Measured finding {number}.")
    due_on = timezone.localdate() + timedelta(days=90)
    for place in range(MOST_RECOMMENDATIONS):
        text = f"Measured change {number}.{place}"
        said = {"responsible_group": "Group", "due_on": due_on, "measure": "Measured."}
        raised = Recommendation.objects.create(
            text=text, finding=report.finding, source_kind=SourceKind.CASE_AUDIT, source_words=audit.title, **said
        )
        raised.organisations.set(agencies)
        report.recommendations.create(position=place, change=text, raised=raised, **said)
        Action.objects.bulk_create(
            Action(
                organisation=each, source=ActionSource.RECOMMENDATION, recommendation=raised, what="Measured.",
                who="Lead", due_on=due_on, status=ActionStatus.OPEN if place else ActionStatus.IN_PROGRESS,
            )
            for each in agencies[: len(agencies) // 2]
        )  # fmt: skip
    return audit
