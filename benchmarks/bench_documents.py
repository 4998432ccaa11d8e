"""P5 and P9: one profile, and the documents of one return, on the demo's last round; and a profile in a large round."""

from collections.abc import Iterator
from functools import partial
from itertools import cycle

from django.db import transaction

from audit_forms.insight.counting import cell_of
from audit_forms.insight.documents.kinds import Kind
from audit_forms.insight.documents.making import make_document
from audit_forms.insight.models import Contribution, PeerFigures
from audit_forms.insight.reading import OwnProfile, profile_of
from audit_forms.organisations.models import Organisation
from audit_forms.returns.models import Return
from benchmarks.figures import Figure, count_queries, median_ms

LIMITS = {
    Kind.RETURN_PDF: 300,
    Kind.PROFILE_PDF: 300,
    Kind.SUMMARY_PDF: 300,
    Kind.RETURN_WORD: 500,
    Kind.PROFILE_WORD: 500,
    Kind.EXPORT: 500,
}
DIFFERENT_RETURNS = 20  # Typst remembers what it has set before: each run gets another school's
OTHERS = 25_000


def measure() -> Iterator[Figure]:
    """Each document of another school every time, then profiles before and after the round has 25,000 returns."""
    schools = list(
        Return.objects.filter(submitted_at__isnull=False, status="accepted").with_context()[:DIFFERENT_RETURNS]
    )
    assert schools, "The demo has no accepted return; run load_demo first."
    profiles = [own for own in map(profile_of, schools) if own is not None]
    for kind, limit in LIMITS.items():
        taken = median_ms(make_document, 15, partial(_another, kind, cycle(profiles)))
        yield Figure("P9", f"{kind.value}, another school each time", taken, "ms", limit)
    yield from _profiles(schools)


def _another(kind: Kind, turns: Iterator[OwnProfile]) -> tuple[Kind, OwnProfile]:
    return kind, next(turns)


def _profiles(schools: list[Return]) -> Iterator[Figure]:
    turns = cycle(schools)

    def read(audit_return: Return) -> None:
        assert profile_of(Return.objects.with_context().get(pk=audit_return.pk)) is not None

    def turn() -> tuple[Return]:
        return (next(turns),)

    yield Figure("P5", "queries to read a profile", count_queries(read, turn), "queries", 6)
    yield Figure("P5", "an own profile", median_ms(read, 20, turn), "ms", 50)
    with transaction.atomic():
        _crowd(schools[0])
        yield Figure("P5", f"an own profile in a round of {OTHERS:,} returns", median_ms(read, 20, turn), "ms", 50)
        transaction.set_rollback(True)


def _crowd(one: Return) -> None:
    """The round's returns and their contributions as 25,000 further schools would leave them; taken back afterwards."""
    first = Organisation.objects.order_by("-urn").values_list("urn", flat=True).filter(urn__isnull=False)[0] + 1
    area = {"kind": "school", "phase": one.facts["phase"]}
    schools = [Organisation(name=f"School {urn}", urn=urn, **area) for urn in range(first, first + OTHERS)]
    Organisation.objects.bulk_create(schools, batch_size=2_000)
    returns = [
        Return(
            exercise=one.exercise,
            organisation=school,
            status="accepted",
            facts=one.facts,
            submitted_at=one.submitted_at,
        )
        for school in schools
    ]
    Return.objects.bulk_create(returns, batch_size=2_000)
    own = list(one.contributions.all())
    assert own, "The return was never counted."
    cell = {"exercise": one.exercise, "cell": cell_of(one)}
    Contribution.objects.bulk_create(
        (
            Contribution(
                audit_return=each, section=row.section, counts=row.counts, counted=row.counts, is_waiting=False, **cell
            )
            for each in returns
            for row in own
        ),
        batch_size=5_000,
    )
    for row in PeerFigures.objects.filter(**cell):
        row.organisations += OTHERS
        row.save()
