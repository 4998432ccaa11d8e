"""P5: the analysis of a round of 250, 2,500 and 25,000 returns with every rated question of the demo's edition."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import islice
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from audit_forms.insight.drawing import file_of
from audit_forms.insight.models import PackedReturn, RoundSummary
from audit_forms.insight.rounds import charts, read_round
from audit_forms.insight.rounds.figures import figures_of, sum_up
from audit_forms.insight.rounds.filters import EVERYONE
from audit_forms.insight.rounds.heat import BY_ALL, heat_page
from audit_forms.insight.rounds.keeping import renew_token
from audit_forms.insight.rounds.packing import Layout, layout_of
from audit_forms.insight.rounds.reading import texts
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.enums import QuestionnaireKind
from audit_forms.questionnaires.models import Edition
from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments.models import Round
from benchmarks.bench_tracker import fetcher, school
from benchmarks.figures import Figure, median_ms
from portal.accounts.models import User

SIZES = (250, 2_500, 25_000)
COLD_MS, WARM_MS = 1_000, 100
COLD_GROWTH, WARM_GROWTH = 12, 1.5
RUNS = 7
PHASES = ("primary", "primary", "primary", "secondary", "nursery")


def measure() -> Iterator[Figure]:
    """Charts, heat map and pages at each size, from cold and from summaries; what was made is undone."""
    unit = User.objects.filter(groups__name="Business Unit").first()
    taken: dict[tuple[int, str], float] = {}
    with transaction.atomic():
        exercise, made = make_round(), 0
        for size in SIZES:
            add_returns(exercise, made, size)
            made = size
            for name, action in actions_of(exercise, unit).items():
                taken[size, f"{name}, cold"] = median_ms(action, RUNS, partial(forget, exercise))
                taken[size, f"{name}, summary"] = median_ms(action, RUNS)
            yield Figure("P5", f"sums that differ from the full sum, {size:,}", float(differs(exercise)), "sums", 0)
        transaction.set_rollback(True)
    yield from figures_from(taken)


def make_round() -> Round:
    """A round of schools that has been open for a month."""
    now = timezone.now()
    return Round.objects.create(
        edition=Edition.objects.published().filter(questionnaire__kind=QuestionnaireKind.S175)[0],
        title="Measured round",
        year="2026-27",
        opens_at=now - timedelta(days=30),
        opened_at=now - timedelta(days=30),
        deadline=now + timedelta(days=30),
    )


def actions_of(exercise: Round, unit: User | None) -> dict[str, Callable[[], object]]:
    """What is measured."""
    section = layout_of(exercise.edition).parts[0].section.key
    base = f"/unit/rounds/{exercise.pk}/analysis/"
    return {
        "chart of sections": lambda: charts.sections_chart(read_round(exercise), "Round", "").table,
        "chart of questions": lambda: questions(exercise),
        "chart of legal duties": lambda: charts.duties_chart(read_round(exercise), "Round", "").table,
        "chart of actions": lambda: charts.actions_chart(read_round(exercise), "Round", "").table,
        "drawing as SVG": lambda: file_of(charts.sections_chart(read_round(exercise), "Round", ""), "svg"),
        "heat map": lambda: heat_page(exercise, EVERYONE, BY_ALL),
        "page of sections": fetcher(unit, base),
        "page of one section": fetcher(unit, f"{base}sections/{section}/"),
        "page of the heat map": fetcher(unit, f"{base}heat-map/"),
    }


def questions(exercise: Round) -> list[list[str | int]]:
    """The table of the first section's questions."""
    figures = read_round(exercise)
    return charts.questions_chart(figures.sections[0], figures, "Round", "").table


def forget(exercise: Round) -> tuple[()]:
    """No summary holds any more."""
    RoundSummary.objects.filter(exercise=exercise.pk).delete()
    return ()


def differs(exercise: Round) -> bool:
    """Whether what is read from the summary is other than what is summed now."""
    layout = layout_of(exercise.edition)
    return read_round(exercise) != figures_of(layout, sum_up(layout, texts(exercise)))


def add_returns(exercise: Round, start: int, end: int) -> None:
    """Accepted returns of invented schools, with ratings by chance that come out alike in every run."""
    layout, chance = layout_of(exercise.edition), Random(f"{start} to {end}")
    schools = Organisation.objects.bulk_create((school(number) for number in range(start, end)), batch_size=2_000)
    at = exercise.opens_at
    returns = Return.objects.bulk_create(
        (
            Return(exercise=exercise, organisation=each, status=ReturnStatus.ACCEPTED, started_at=at, submitted_at=at)
            for each in schools
        ),
        batch_size=1_000,
    )
    PackedReturn.objects.bulk_create((packed(each, layout, chance) for each in returns), batch_size=1_000)
    renew_token(exercise.pk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def packed(audit_return: Return, layout: Layout, chance: Random) -> PackedReturn:
    """One return: two in three ratings the highest, one question in three a legal duty."""
    letters = "".join(layout.letters.values())
    drawn = chance.choices(letters, weights=[6, *([1] * (len(letters) - 1))], k=len(layout.questions))
    return PackedReturn(
        audit_return=audit_return,
        exercise_id=audit_return.exercise_id,
        attempt=1,
        phase=chance.choice(PHASES),
        ratings="".join(mark.upper() if place % 3 == 0 else mark for place, mark in enumerate(drawn)),
        planned="".join(chance.choices(" pt", weights=[6, 3, 1], k=len(layout.questions))),
    )


def figures_from(taken: dict[tuple[int, str], float]) -> Iterator[Figure]:
    """At the largest size the time, and how it has grown from the size before."""
    before, most = islice(SIZES, 1, None)
    for (size, name), milliseconds in taken.items():
        if size != most:
            continue
        is_cold = name.endswith("cold")
        yield Figure("P5", f"{name}, {most:,}", milliseconds, "ms", COLD_MS if is_cold else WARM_MS)
        growth = milliseconds / taken[before, name]
        limit = COLD_GROWTH if is_cold else WARM_GROWTH
        yield Figure("P5", f"{name}, growth from {before:,} ({taken[before, name]:.1f} ms)", growth, "times", limit)
