"""A round's progress drawn over time, against its deadline and the round before it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from audit_forms.returns.models import Return
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.tracker import Standing

WIDTH, HEIGHT = 320, 100
WEEK = timedelta(days=7)
MOST_WEEKS = 30


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
    shown = running + list(earlier.values())
    came: dict[int, list[datetime]] = defaultdict(list)
    asked: dict[int, int] = defaultdict(int)
    returns = Return.objects.filter(exercise__in=shown).exclude(status="withdrawn").order_by()
    for exercise, submitted_at in returns.values_list("exercise", "submitted_at"):
        asked[exercise] += 1
        if submitted_at is not None:
            came[exercise].append(submitted_at)
    return {each.pk: _draw(each, earlier.get(each.pk), came, asked, standing[each.pk]) for each in running}


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


def _draw(
    exercise: Round, last: Round | None, came: dict[int, list[datetime]], asked: dict[int, int], standing: Standing
) -> Drawing:
    now = timezone.now()
    span = max(exercise.deadline, now) - exercise.opens_at
    number = min(MOST_WEEKS, max(1, -(-span // WEEK)))
    whole = number * WEEK
    until_now = min(number, -(-(now - exercise.opens_at) // WEEK))
    own = _by_week(exercise, came[exercise.pk], number)[: until_now + 1]
    earlier = _by_week(last, came[last.pk], number) if last else []
    last_asked = asked[last.pk] if last else 0
    return Drawing(
        exercise=exercise,
        last=last,
        received=standing.received,
        expected=standing.expected,
        rate=_percent(standing.received, standing.expected),
        last_rate=_percent(len(came[last.pk]), last_asked) if last and last_asked else None,
        weeks=tuple(
            Week(week, own[week] if week < len(own) else None, earlier[week] if earlier else None)
            for week in range(1, number + 1)
        ),
        line=_points(own, standing.expected, number),
        before=_points(earlier, last_asked, number),
        deadline_x=round(WIDTH * min(1.0, (exercise.deadline - exercise.opens_at) / whole), 1),
    )


def _by_week(exercise: Round, moments: list[datetime], number: int) -> list[int]:
    """How many had come in when the round opened and by the end of each week."""
    ordered = sorted(moments)
    return [bisect_right(ordered, exercise.opens_at + week * WEEK) for week in range(number + 1)]


def _points(counts: Sequence[int], expected: int, number: int) -> str:
    if not expected:
        return ""
    share = ((WIDTH * week / number, HEIGHT * (1 - min(count / expected, 1))) for week, count in enumerate(counts))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in share)


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
