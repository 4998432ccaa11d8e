"""Reading the figures of a round: from a summary that holds, or else summed anew and kept as one."""

import hashlib
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, transaction
from django.utils import timezone

from audit_forms.insight.models import PackedReturn, RoundSummary, RoundToken
from audit_forms.insight.rounds.figures import RoundFigures, figures_of, sum_up
from audit_forms.insight.rounds.filters import EVERYONE, RoundFilters
from audit_forms.insight.rounds.keeping import pack_missing
from audit_forms.insight.rounds.packing import layout_of
from audit_forms.returns.enums import RECEIVED_STATUSES
from audit_forms.returns.models import Exercise

if TYPE_CHECKING:
    from django.db.models import QuerySet

logger = logging.getLogger(__name__)

# So many summaries are kept of one exercise; the oldest go.
MOST_SUMMARIES = 100


def read_round(exercise: Exercise, filters: RoundFilters = EVERYONE) -> RoundFigures:
    """The figures of the received returns that the filters choose, as they were last submitted.

    A withdrawn return, and one that is not received, is never counted.
    """
    layout = layout_of(exercise.edition)
    sums = summarised(exercise, f"sums {filters.digest}", lambda: sum_up(layout, texts(exercise, filters)))
    return figures_of(layout, sums)


def texts(exercise: Exercise, filters: RoundFilters = EVERYONE) -> list[tuple[str, str]]:
    """What is summed: the packed ratings and planned actions of every return chosen."""
    return list(received(exercise, filters).values_list("ratings", "planned"))


def summarised(exercise: Exercise, key: str, make: Callable[[], Any]) -> Any:
    """What `make` gives, kept under `key` until anything in the exercise changes.

    The token is read first: what is kept can only be newer than its token says, and nobody reads it by a later one.
    """
    key = hashlib.sha256(key.encode()).hexdigest()
    content = _kept(exercise, key, _token(exercise))
    if content is None:
        pack_missing(exercise)
        token = _token(exercise)
        content = make()
        _keep(exercise, key, token, content)
    return content


def received(exercise: Exercise, filters: RoundFilters = EVERYONE) -> "QuerySet[PackedReturn]":
    """The packed returns that are received and chosen by the filters."""
    rows = PackedReturn.objects.filter(exercise=exercise.pk, audit_return__status__in=RECEIVED_STATUSES)
    return rows.filter(**filters.chosen)


def _token(exercise: Exercise) -> str:
    """The token of the exercise; empty where nothing was ever submitted to it."""
    return RoundToken.objects.filter(exercise=exercise.pk).values_list("token", flat=True).first() or ""


def _kept(exercise: Exercise, key: str, token: str) -> Any:
    rows = RoundSummary.objects.filter(exercise=exercise.pk, key=key, token=token)
    return rows.values_list("content", flat=True).first() if token else None


def _keep(exercise: Exercise, key: str, token: str, content: Any) -> None:
    if not token:
        return
    try:
        with transaction.atomic():
            _store(exercise, key, token, content)
    except DatabaseError:
        # Somebody else is writing for long. The sum is right all the same, and will be made once more.
        logger.warning("A summary of exercise %s could not be kept", exercise.pk, exc_info=True)


def _store(exercise: Exercise, key: str, token: str, content: Any) -> None:
    RoundSummary.objects.update_or_create(
        exercise_id=exercise.pk, key=key, defaults={"token": token, "content": content, "made_at": timezone.now()}
    )
    extra = RoundSummary.objects.filter(exercise=exercise.pk).order_by("-made_at", "-pk")[MOST_SUMMARIES:]
    RoundSummary.objects.filter(pk__in=list(extra.values_list("pk", flat=True))).delete()
