"""How many were asked, how many have answered, and how many of those late."""

from dataclasses import dataclass

from django.db.models import ExpressionWrapper, F, Q
from django.db.models.fields import DateTimeField

from audit_forms.insight.rounds.filters import EVERYONE, RoundFilters
from audit_forms.insight.tally import PERCENT
from audit_forms.returns.enums import RECEIVED_STATUSES, ReturnStatus
from audit_forms.returns.models import Exercise, Return


@dataclass(frozen=True)
class Response:
    """Returns of a round; those withdrawn are not asked for."""

    asked: int
    received: int
    late: int

    @property
    def share(self) -> float | None:
        """Those received as a percentage of those asked; None where nobody was."""
        return PERCENT * self.received / self.asked if self.asked else None


def read_response(exercise: Exercise, received: int, filters: RoundFilters = EVERYONE) -> Response:
    """The response, of which `received` have been summed.

    Never kept: deadlines move. A return that has come in is filtered by the facts of the day it did, one that has
    not by the facts of its organisation now.
    """
    returns = Return.objects.filter(exercise=exercise.pk).order_by()
    still_out = returns.exclude(status__in=[*RECEIVED_STATUSES, ReturnStatus.WITHDRAWN])
    come_in = returns.filter(status__in=RECEIVED_STATUSES)
    chosen = {f"packed__{name}": value for name, value in filters.chosen.items()}
    return Response(
        asked=received + still_out.filter(**filters.of_organisations).count(),
        received=received,
        late=come_in.filter(_is_late(exercise)).filter(**chosen).count(),
    )


def _is_late(exercise: Exercise) -> Q:
    common = Q(extended_until__isnull=True, submitted_at__gt=exercise.deadline + exercise.grace)
    own = ExpressionWrapper(F("extended_until") + exercise.grace, output_field=DateTimeField())
    return common | (Q(submitted_at__gt=F("extended_until")) & Q(submitted_at__gt=own))
