"""P4: the frame of a sample and the sample's own page, at 250, 2,500 and 25,000 returns."""

from collections.abc import Iterator
from uuid import uuid4

from django.db import transaction

from audit_forms.self_assessments.framing import Plan
from audit_forms.self_assessments.services import draw_sample
from benchmarks.bench_tracker import add_returns, fetcher, make_round
from benchmarks.figures import Figure, count_queries, median_ms
from portal.accounts.models import User

SIZES = (250, 2_500, 25_000)
SLOWEST = 2
QUERY = "?size=25&strata=phase&strata=type&rest=1"


def measure() -> Iterator[Figure]:
    """Queries and times of the pages as the round grows; what was made for it is undone."""
    unit = User.objects.filter(groups__name="Business Unit").first()
    with transaction.atomic():
        exercise, have = make_round(), 0
        least: dict[str, tuple[int, float]] = {}
        for size in SIZES:
            add_returns(exercise, have, size)
            have = size
            plan = Plan(25, strata=("phase", "type"), is_weighted=True)
            sample = draw_sample(exercise=exercise, plan=plan, key=uuid4(), actor=unit)
            pages = {
                "frame page": fetcher(unit, f"/unit/rounds/{exercise.pk}/sample/{QUERY}"),
                "frame page, weighted": fetcher(unit, f"/unit/rounds/{exercise.pk}/sample/{QUERY}&weighted=on"),
                "sample page": fetcher(unit, f"/unit/rounds/{exercise.pk}/sample/{sample.pk}/"),
            }
            for name, fetch in pages.items():
                queries, milliseconds = count_queries(fetch), median_ms(fetch, times=5)
                fewest, quickest = least.setdefault(name, (queries, milliseconds))
                what = f"{name} at {size:,} ({milliseconds:.0f} ms) against {SIZES[0]}"
                yield Figure("P4", f"more queries of the {what}", queries - fewest, "queries", 0)
                yield Figure("P4", what, milliseconds / quickest, "times", SLOWEST)
        transaction.set_rollback(True)
