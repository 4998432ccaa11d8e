"""What self-assessment rounds have to show in an inspection pack: how many answered. No school stands in it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from audit_forms.insight.pack.content import Section, Table, Typed
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.tracker import Standing, standings
from portal.dates import format_day

PLACE = 40
FULL = 100


def years() -> set[str]:
    """The years with a round."""
    return set(Round.objects.order_by().values_list("year", flat=True))


def sections(wanted: Sequence[str], user: Any) -> Iterator[Section]:
    """Response rates, round by round."""
    rounds = list(Round.objects.filter(year__in=wanted, opened_at__isnull=False).order_by("opens_at", "pk"))
    standing = standings(rounds)
    heading = ("Round", "Year", "Opened", "Due", "Asked", "Received", "Received late", "Response rate")
    rows = tuple(_row(each, standing[each.pk]) for each in rounds)
    about = "How many of the schools and agencies that were asked have sent their self-assessment."
    yield Section(PLACE, "response-rates", "Response rates", about, [Table("Rounds", heading, rows)])


def _row(exercise: Round, standing: Standing) -> tuple[str | int | Typed, ...]:
    rate = f"{round(FULL * standing.received / standing.expected)}%" if standing.expected else "–"
    return (
        Typed(exercise.title, f"Round {exercise.year}"),
        exercise.year,
        format_day(timezone.localdate(exercise.opens_at)),
        format_day(timezone.localdate(exercise.deadline)),
        standing.expected,
        standing.received,
        standing.late,
        rate,
    )
