"""P4: pages about case audits with few of them, and with 40 audits, 400 cases and 20 agencies."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from audit_forms.case_audits.enums import AuditStatus, InvolvementStatus
from audit_forms.case_audits.models import AuditAgency, Case, CaseAudit, Involvement, Programme
from audit_forms.organisations.enums import Duty, OrganisationKind
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.models import Edition
from benchmarks.bench_tracker import fetcher
from benchmarks.figures import Figure, count_queries, median_ms
from portal.accounts.models import User
from publications.enums import AuditMethod
from publications.models import Theme

AUDITS, CASES_EACH, AGENCIES = 40, 10, 20
SLOWEST = 2
STATES = [status for status in InvolvementStatus if status != InvolvementStatus.COUNTERSIGNED]
Pages = dict[str, Callable[[], None]]


def measure() -> Iterator[Figure]:
    """Queries and times of each page with one audit and with many; what was made for it is undone."""
    unit = User.objects.filter(groups__name="Business Unit").first()
    with transaction.atomic():
        agencies = make_agencies()
        first = make_audit(0, agencies, unit)
        base = f"/unit/case-audits/{first.reference}"
        pages = {
            "grid": fetcher(unit, f"{base}/grid/"),
            "grid, overdue": fetcher(unit, f"{base}/grid/?state=overdue"),
            "cases": fetcher(unit, f"{base}/cases/"),
            "chase": fetcher(unit, f"{base}/chase/?segment=not_answered"),
        }

        def grow() -> None:
            for number in range(1, AUDITS):
                make_audit(number, agencies, unit)

        yield from compared(pages, grow, 1, AUDITS)
        transaction.set_rollback(True)


def compared(pages: Pages, grow: Callable[[], None], few_audits: int, most: int) -> Iterator[Figure]:
    """The figures of each page before and after there are more audits."""
    few = {name: (median_ms(fetch), count_queries(fetch)) for name, fetch in pages.items()}
    grow()
    for name, fetch in pages.items():
        before, queries_before = few[name]
        milliseconds, queries = median_ms(fetch), count_queries(fetch)
        words = f"more queries of {name} ({queries}) than at {few_audits}"
        yield Figure("P4", words, queries - queries_before, "queries", 0)
        words = f"{name} at {most} audits ({milliseconds:.0f} ms) against {few_audits} ({before:.0f} ms)"
        yield Figure("P4", words, milliseconds / before, "times", SLOWEST)


def make_agencies() -> list[Organisation]:
    """Twenty agencies."""
    made: list[Organisation] = Organisation.objects.bulk_create(
        Organisation(kind=OrganisationKind.AGENCY, name=f"Agency {number:02d}", duty=Duty.S11)
        for number in range(AGENCIES)
    )
    return made


def make_audit(number: int, agencies: list[Organisation], unit: User, **facts: object) -> CaseAudit:
    """An audit of ten cases that asks twenty agencies, their parts in all states; it runs unless told otherwise."""
    now, today = timezone.now(), timezone.localdate()
    days = ("assurance_due_on", "moderation_on", "report_due_on", "approval_due_on", "publish_on", "impact_due_on")
    plan = {
        "status": AuditStatus.RUNNING, "opens_at": now, "deadline": now + timedelta(days=28),
        "programme": Programme.objects.get_or_create(year="2026-27")[0],
        "involvement_due_on": today - timedelta(days=1), **{name: today + timedelta(days=60) for name in days},
    }  # fmt: skip
    audit: CaseAudit = CaseAudit.objects.create(
        edition=Edition.objects.published()[0], title=f"Measured audit {number}",
        method=AuditMethod.DEEP_DIVE, reason="Measured",
        theme=Theme.objects.get_or_create(slug="measured", defaults={"name": "Measured"})[0],
        practice_from=today - timedelta(days=365), practice_to=today, **(plan | facts),
    )  # fmt: skip
    AuditAgency.objects.bulk_create(AuditAgency(audit=audit, organisation=each) for each in agencies)
    cases = Case.objects.bulk_create(Case(audit=audit, added_by=unit, age_band="1_to_4") for _ in range(CASES_EACH))
    Involvement.objects.bulk_create(
        Involvement(case=case, organisation=agency, status=STATES[(number + place) % len(STATES)])
        for case in cases
        for place, agency in enumerate(agencies)
    )
    return audit
