"""Reading the figures of a round: from a summary that holds, or else summed anew and kept as one."""

from collections.abc import Callable, Iterator
from typing import Any

from audit_forms.insight.models import PackedReturn, RoundSummary, RoundToken
from audit_forms.insight.rounds.figures import RoundFigures, figures_of, sum_up
from audit_forms.insight.rounds.filters import EVERYONE, RoundFilters
from audit_forms.insight.rounds.keeping import latest_of, packed
from audit_forms.insight.rounds.packing import layout_of
from audit_forms.returns.enums import RECEIVED_STATUSES
from audit_forms.returns.models import Exercise, Return

# So many summaries are kept of one exercise; the oldest go.
MOST_SUMMARIES = 100


def read_round(exercise: Exercise, filters: RoundFilters = EVERYONE) -> RoundFigures:
    """The figures of the received returns that the filters choose, as they were last submitted.

    A withdrawn return, and one that is not received, is never counted.
    """
    layout = layout_of(exercise.edition)
    sums = summarised(exercise, f"sums {filters.digest}", lambda: sum_up(layout, _texts(exercise, filters)))
    return figures_of(layout, sums)


def summarised(exercise: Exercise, key: str, make: Callable[[], Any]) -> Any:
    """What `make` gives, kept under `key` until anything in the exercise changes.

    The token is read first: what is kept can only be newer than its token says, and nobody reads it by a later one.
    """
    token = RoundToken.objects.filter(exercise=exercise.pk).values_list("token", flat=True).first()
    if token is None:
        return make()
    kept = RoundSummary.objects.filter(exercise=exercise.pk, key=key, token=token)
    content = kept.values_list("content", flat=True).first()
    if content is None:
        content = make()
        _keep(exercise, key, token, content)
    return content


def received_rows(exercise: Exercise, filters: RoundFilters = EVERYONE) -> Iterator[PackedReturn]:
    """The packed returns that are received and chosen; those never packed are packed here, and not stored."""
    received = PackedReturn.objects.filter(exercise=exercise.pk, audit_return__status__in=RECEIVED_STATUSES)
    yield from received.filter(**filters.chosen).order_by("audit_return")
    yield from never_packed(exercise, filters)


def never_packed(exercise: Exercise, filters: RoundFilters) -> list[PackedReturn]:
    """Received returns from before this was kept, until the daily job has packed them."""
    missing = Return.objects.filter(
        exercise=exercise.pk, status__in=RECEIVED_STATUSES, packed__isnull=True, submissions__isnull=False
    ).distinct()
    rows = (packed(each, latest_of(each)) for each in missing.with_context().prefetch_related("submissions"))
    wanted = filters.chosen
    columns = {"trust": "trust_id"}
    return [row for row in rows if all(getattr(row, columns.get(name, name)) == wanted[name] for name in wanted)]


def _texts(exercise: Exercise, filters: RoundFilters) -> list[tuple[str, str]]:
    received = PackedReturn.objects.filter(exercise=exercise.pk, audit_return__status__in=RECEIVED_STATUSES)
    texts = list(received.filter(**filters.chosen).values_list("ratings", "planned"))
    return texts + [(row.ratings, row.planned) for row in never_packed(exercise, filters)]


def _keep(exercise: Exercise, key: str, token: str, content: Any) -> None:
    RoundSummary.objects.update_or_create(
        exercise_id=exercise.pk, key=key, defaults={"token": token, "content": content}
    )
    extra = RoundSummary.objects.filter(exercise=exercise.pk).order_by("-made_at", "-pk")[MOST_SUMMARIES:]
    RoundSummary.objects.filter(pk__in=list(extra.values_list("pk", flat=True))).delete()
