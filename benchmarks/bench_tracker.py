"""P4: lists stay fast: the tracker, the Business Unit's first page, a lead's returns, at 250 and 25,000 returns."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from audit_forms.organisations.enums import Duty, Establishment, MembershipRole, OrganisationKind, Phase
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.questionnaires.models import Edition
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments.models import Round
from benchmarks.figures import Figure, count_queries, median_ms
from portal.accounts.models import User

FEW, MANY = 250, 25_000
SLOWEST = 2
FIRST_URN = 100_000
STATES = (
    {"status": ReturnStatus.DRAFT},
    {"status": ReturnStatus.DRAFT, "started": True},
    {"status": ReturnStatus.AWAITING_SIGN_OFF, "started": True},
    {"status": ReturnStatus.SUBMITTED, "started": True, "submitted": True},
    {"status": ReturnStatus.ACCEPTED, "started": True, "submitted": True},
)


def measure() -> Iterator[Figure]:
    """Queries and times of each list with few and with many returns; what was made for it is undone."""
    unit = User.objects.filter(groups__name="Business Unit").first()
    with transaction.atomic():
        exercise = make_round()
        add_returns(exercise, 0, FEW)
        lead = make_lead(exercise)
        pages = {
            "tracker": fetcher(unit, f"/unit/rounds/{exercise.pk}/"),
            "tracker, overdue by date": fetcher(unit, f"/unit/rounds/{exercise.pk}/?overdue=on&sort=-due"),
            "tracker, searched": fetcher(unit, f"/unit/rounds/{exercise.pk}/?search=school+12"),
            "Business Unit's first page": fetcher(unit, "/unit/"),
            "a lead's returns": fetcher(lead, "/returns/"),
        }
        few = {name: (median_ms(fetch), count_queries(fetch)) for name, fetch in pages.items()}
        add_returns(exercise, FEW, MANY)
        for name, fetch in pages.items():
            before, queries_before = few[name]
            milliseconds, queries = median_ms(fetch), count_queries(fetch)
            what = f"more queries of {name} ({queries}) than at {FEW}"
            yield Figure("P4", what, queries - queries_before, "queries", 0)
            yield Figure(
                "P4", f"{name} at {MANY:,} against {FEW} ({before:.0f} ms)", milliseconds / before, "times", SLOWEST
            )
        transaction.set_rollback(True)


def make_round() -> Round:
    """An open round, half-way through."""
    now = timezone.now()
    return Round.objects.create(
        edition=Edition.objects.published().filter(questionnaire__kind="s175").select_related("questionnaire")[0],
        title="Measured round",
        year="2026-27",
        opens_at=now - timedelta(days=30),
        opened_at=now - timedelta(days=30),
        deadline=now + timedelta(days=30),
    )


def add_returns(exercise: Round, start: int, end: int) -> None:
    """A school and its return for each number, in all states alike; every tenth return is overdue."""
    now = timezone.now()
    schools = Organisation.objects.bulk_create(school(number) for number in range(start, end))
    returns = []
    for number, organisation in enumerate(schools, start=start):
        state = STATES[number % len(STATES)]
        returns.append(
            Return(
                exercise=exercise,
                organisation=organisation,
                status=state["status"],
                started_at=now if state.get("started") else None,
                submitted_at=now if state.get("submitted") else None,
                extended_until=now - timedelta(days=1) if number % 10 == 0 else None,
                questions_total=90,
                questions_complete=number % 90,
            )
        )
    Return.objects.bulk_create(returns, batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def school(number: int) -> Organisation:
    """An invented school; its name's order differs from the order of making."""
    return Organisation(
        kind=OrganisationKind.SCHOOL,
        name=f"School {number * 7919 % 100_003:06d}",
        urn=FIRST_URN + number,
        duty=Duty.S175,
        phase=Phase.PRIMARY,
        establishment=Establishment.MAINTAINED,
    )


def make_lead(exercise: Round) -> User:
    """The lead of one of the schools."""
    lead = User.objects.create_user("measured@demo.example", name="Measured Lead")
    organisation = exercise.returns.first().organisation
    Membership.objects.create(user=lead, organisation=organisation, role=MembershipRole.LEAD)
    return lead


def fetcher(person: User, path: str) -> Callable[[], None]:
    """Fetch the page as that person."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person)

    def fetch() -> None:
        answer = client.get(path)
        assert answer.status_code == 200, f"{path} answered {answer.status_code}"

    return fetch
