"""What the Business Unit should look at in running rounds besides returns to read."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from audit_forms.organisations.enums import MembershipRole, RegisterStatus
from audit_forms.organisations.models import Membership
from audit_forms.returns.enums import UNSUBMITTED_STATUSES, ReturnStatus
from audit_forms.returns.models import Return
from audit_forms.self_assessments.models import Round
from audit_forms.self_assessments.waiting import open_returns, with_waits_since

STUCK_AFTER = timedelta(days=7)
SHOWN = 5


@dataclass(frozen=True)
class Attention:
    """Returns stuck at sign-off (the longest first), rounds with closed settings, returns that no lead can write."""

    stuck: tuple[Return, ...]
    stuck_number: int
    closed: tuple[Round, ...]
    leaderless: tuple[Return, ...]
    leaderless_number: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look at."""
        return not (self.stuck or self.closed or self.leaderless)


def attention() -> Attention:
    """What there is to look at now; three queries, and one for each number too large to list."""
    running = Round.objects.running()
    awaiting = open_returns().filter(exercise__in=running, status=ReturnStatus.AWAITING_SIGN_OFF)
    stuck = with_waits_since(awaiting).filter(waits_since__lt=timezone.now() - STUCK_AFTER).order_by("waits_since")
    longest = list(stuck.select_related("organisation", "exercise")[: SHOWN + 1])
    leads = Membership.objects.current().in_roles(MembershipRole.LEAD)
    reachable = leads.filter(organisation=OuterRef("organisation"), user__is_active=True)
    leaderless = (
        open_returns().filter(~Exists(reachable), exercise__in=running).exclude(status=ReturnStatus.AWAITING_SIGN_OFF)
    )
    names = list(leaderless.select_related("organisation", "exercise").order_by("organisation__name")[: SHOWN + 1])
    gone = Q(returns__status__in=UNSUBMITTED_STATUSES, returns__organisation__status=RegisterStatus.CLOSED)
    closed = running.annotate(closed_settings=Count("returns", filter=gone)).filter(closed_settings__gt=0)
    return Attention(
        tuple(longest[:SHOWN]),
        len(longest) if len(longest) <= SHOWN else stuck.count(),
        tuple(closed),
        tuple(names[:SHOWN]),
        len(names) if len(names) <= SHOWN else leaderless.count(),
    )
