"""A round's progress drawn over time, against its deadline and the round before it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate

from django.db.models import Case, Count, QuerySet, Value, When
from django.utils import timezone

from audit_forms.returns.enums import ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.tracker import Standing

WIDTH, HEIGHT = 320, 100
WEEK = timedelta(days=7)
MOST_WEEKS = 30
# Beside the weeks of a round: what came in after the last of them, and what has not.
LATER, NEVER = MOST_WEEKS + 1, MOST_WEEKS + 2


@dataclass(frozen=True)
class Week:
    """How many returns had come in by the end of a week of the round, and, in the round before, of the same week."""

    number: int
    received: int | None
    before: int | None


@dataclass(frozen=True)
class Drawing:
    """What the drawing and its table are made of; `line` and `before` are points in an SVG of WIDTH by HEIGHT."""

    exercise: Round
    last: Round | None
    received: int
    expected: int
    rate: int
    last_rate: int | None
    weeks: tuple[Week, ...]
    line: str
    before: str
    deadline_x: float
    width: int = WIDTH
    height: int = HEIGHT


def drawings(rounds: Sequence[Round], standing: dict[int, Standing]) -> dict[int, Drawing]:
    """The drawing of each running round, by its key; three queries, whatever the number of rounds."""
    running = [each for each in rounds if each.is_running]
    earlier = _last_rounds(running)
    arrivals = _arrivals(running + list(earlier.values()))
    return {each.pk: _draw(each, earlier.get(each.pk), arrivals, standing[each.pk]) for each in running}


def _arrivals(rounds: Sequence[Round]) -> dict[int, Counter[int]]:
    """How many returns of each round came in until it opened (0) and in each week of it; one query, counted there."""
    counted: dict[int, Counter[int]] = defaultdict(Counter)
    if not rounds:
        return counted
    first, *more = (_by_week(each) for each in {each.pk: each for each in rounds}.values())
    for exercise, week, number in first.union(*more, all=True):
        counted[exercise][week] = number
    return counted


def _by_week(exercise: Round) -> QuerySet:
    ends = [When(submitted_at__lte=exercise.opens_at + week * WEEK, then=Value(week)) for week in range(LATER)]
    week = Case(*ends, When(submitted_at__isnull=False, then=Value(LATER)), default=Value(NEVER))
    asked = Return.objects.filter(exercise=exercise.pk).exclude(status=ReturnStatus.WITHDRAWN).order_by()
    return asked.values_list("exercise", week).annotate(number=Count("pk"))


def _last_rounds(running: Sequence[Round]) -> dict[int, Round]:
    """The round before each, of the same questionnaire."""
    kinds = {each.edition.questionnaire_id for each in running}
    opened = Round.objects.filter(opened_at__isnull=False, edition__questionnaire__in=kinds)
    rounds = list(opened.select_related("edition").order_by("opens_at"))
    found = {}
    for each in running:
        same = [one for one in rounds if one.edition.questionnaire_id == each.edition.questionnaire_id]
        before = [one for one in same if one.opens_at < each.opens_at and one.pk != each.pk]
        if before:
            found[each.pk] = before[-1]
    return found


def _draw(exercise: Round, last: Round | None, arrivals: dict[int, Counter[int]], standing: Standing) -> Drawing:
    now = timezone.now()
    span = max(exercise.deadline, now) - exercise.opens_at
    number = min(MOST_WEEKS, max(1, -(-span // WEEK)))
    whole = number * WEEK
    until_now = min(number, -(-(now - exercise.opens_at) // WEEK))
    own = _so_far(arrivals[exercise.pk], until_now)
    before = arrivals[last.pk] if last else Counter()
    earlier = _so_far(before, number) if last else []
    last_asked = before.total()
    return Drawing(
        exercise=exercise,
        last=last,
        received=standing.received,
        expected=standing.expected,
        rate=_percent(standing.received, standing.expected),
        last_rate=_percent(last_asked - before[NEVER], last_asked) if last_asked else None,
        weeks=tuple(
            Week(week, own[week] if week < len(own) else None, earlier[week] if earlier else None)
            for week in range(1, number + 1)
        ),
        line=_points(own, standing.expected, number),
        before=_points(earlier, last_asked, number),
        deadline_x=round(WIDTH * min(1.0, (exercise.deadline - exercise.opens_at) / whole), 1),
    )


def _so_far(came: Counter[int], weeks: int) -> list[int]:
    """How many had come in when the round opened and by the end of each week."""
    return list(accumulate(came[week] for week in range(weeks + 1)))


def _points(counts: Sequence[int], expected: int, number: int) -> str:
    if not expected:
        return ""
    share = ((WIDTH * week / number, HEIGHT * (1 - min(count / expected, 1))) for week, count in enumerate(counts))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in share)


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
