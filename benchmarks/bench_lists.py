"""P4: the Business Unit's tracker and a school's list of returns do not slow down as returns grow in number."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from audit_forms.organisations.enums import Duty, Establishment, OrganisationKind, Phase
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.models import Edition
from audit_forms.returns.models import Return
from audit_forms.self_assessments.models import Round
from benchmarks.figures import Figure, count_queries, median_ms
from portal.accounts.models import User

FEW, MANY = 250, 25_000
FIRST_URN = 2_000_000


def measure() -> Iterator[Figure]:
    """Time and queries of both pages with few and with many returns in the portal."""
    before = _costs(_round_of(FEW, FIRST_URN))
    after = _costs(_round_of(MANY, FIRST_URN + FEW))
    for name, (milliseconds, queries) in after.items():
        few_milliseconds, few_queries = before[name]
        slower = milliseconds / few_milliseconds
        yield Figure("P4", f"{name}: time at {MANY:,} returns against {FEW}", slower, "times", 2)
        yield Figure("P4", f"{name}: queries more than at {FEW}", queries - few_queries, "queries", 0)


def _costs(newest: Round) -> dict[str, tuple[float, int]]:
    return {
        "tracker": _cost("unit@demo.example", f"/unit/rounds/{newest.pk}/"),
        "list of returns": _cost("dsl@demo.example", "/returns/"),
    }


def _cost(email: str, path: str) -> tuple[float, int]:
    fetch = _fetcher(email, path)
    return median_ms(fetch), count_queries(fetch)


def _fetcher(email: str, path: str) -> Callable[[], None]:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(email=email))

    def fetch() -> None:
        answer = client.get(path)
        assert answer.status_code == 200, f"{path} answered {answer.status_code}"

    return fetch


def _round_of(number: int, first_urn: int) -> Round:
    """An open round that so many invented schools are asked to answer."""
    now = timezone.now()
    opened = Round.objects.create(
        edition=Edition.objects.published().latest("pk"), title=f"Round of {number}", year="2026-27",
        opens_at=now - timedelta(days=1), opened_at=now, deadline=now + timedelta(days=30),
    )  # fmt: skip
    schools = Organisation.objects.bulk_create(
        Organisation(
            kind=OrganisationKind.SCHOOL,
            name=f"Invented School {urn}",
            urn=urn,
            duty=Duty.S175,
            la_code="999",
            la_name="Merrowdale",
            phase=Phase.PRIMARY,
            establishment=Establishment.MAINTAINED,
            establishment_type="Community school",
        )
        for urn in range(first_urn, first_urn + number)
    )
    Return.objects.bulk_create(
        Return(exercise=opened, organisation=school, facts=school.facts, questions_total=65) for school in schools
    )
    return opened
