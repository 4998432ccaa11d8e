"""For whom a return waits: its leads while it is written, and the signatory whose turn it is while it is signed.

A few queries, whatever the number of returns.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import CharField, Max, OuterRef, Subquery
from django.db.models.functions import Cast

from audit_forms.organisations.enums import Capacity, MembershipRole, RegisterStatus
from audit_forms.organisations.models import Membership
from audit_forms.questionnaires.models import SignOffStep
from audit_forms.returns.enums import EDITABLE_STATUSES, Decision, ReturnStatus
from audit_forms.returns.models import Return, SignOff
from audit_forms.returns.querysets import ReturnQuerySet
from portal.accounts.models import User
from portal.trail.models import AuditTrail

# In these states a return waits for somebody at the school or agency.
WAITING_STATUSES = frozenset({*EDITABLE_STATUSES, ReturnStatus.AWAITING_SIGN_OFF})
SENT_ON = ("return.send_for_sign_off", "return.confirmed")


@dataclass(frozen=True)
class Waiting:
    """A return, the capacity it waits for ("" is the lead), who can be told, and who cannot."""

    audit_return: Return
    capacity: str
    people: tuple[User, ...]
    unreachable: tuple[Membership, ...]

    @property
    def part(self) -> str:
        """Whom it waits for, in words."""
        return Capacity(self.capacity).label.lower() if self.capacity else "lead"

    @property
    def is_out_of_reach(self) -> bool:
        """Whether nobody at all can be told."""
        return not self.people


def open_returns() -> ReturnQuerySet:
    """Returns of rounds that wait for somebody at a school or agency that is still there."""
    waiting = Return.objects.filter(status__in=WAITING_STATUSES, is_confidential=False)
    return waiting.exclude(organisation__status=RegisterStatus.CLOSED)


def waiting_for(returns: Iterable[Return]) -> list[Waiting]:
    """For whom each return waits; the returns come with their exercise and organisation."""
    found = list(returns)
    turns, members = turns_of(found), members_of(found)
    answer = []
    for audit_return in found:
        capacity = turns.get(audit_return.pk, "")
        asked = members[audit_return.organisation_id, capacity]
        people = tuple(member.user for member in asked if member.user.is_active)
        unreachable = tuple(member for member in asked if not member.user.is_active)
        answer.append(Waiting(audit_return, capacity, people, unreachable))
    return answer


def turns_of(returns: Sequence[Return]) -> dict[int, str]:
    """The capacity whose turn it is to sign, by return; only of those that await sign-off."""
    awaiting = [each for each in returns if each.status == ReturnStatus.AWAITING_SIGN_OFF]
    if not awaiting:
        return {}
    steps: dict[int, list[str]] = defaultdict(list)
    editions = {each.exercise.edition_id for each in awaiting}
    for step in SignOffStep.objects.filter(edition__in=editions):
        steps[step.edition_id].append(step.capacity)
    confirmed = SignOff.objects.filter(audit_return__in=awaiting, decision=Decision.CONFIRMED)
    done = set(confirmed.values_list("audit_return", "attempt", "capacity"))
    return {
        each.pk: next((c for c in steps[each.exercise.edition_id] if (each.pk, each.attempt, c) not in done), "")
        for each in awaiting
    }


def members_of(returns: Sequence[Return]) -> dict[tuple[int, str], list[Membership]]:
    """Current leads and signatories, by organisation and the capacity they sign in ("" for a lead)."""
    members: dict[tuple[int, str], list[Membership]] = defaultdict(list)
    current = Membership.objects.current().in_roles(MembershipRole.LEAD, MembershipRole.SIGNATORY)
    current = current.filter(organisation__in={each.organisation_id for each in returns})
    for member in current.select_related("user", "organisation").order_by("organisation__name", "user__name"):
        members[member.organisation_id, member.capacity].append(member)
    return members


def with_waits_since(returns: ReturnQuerySet) -> ReturnQuerySet:
    """The returns, each with when it was last sent on to a signatory (`waits_since`)."""
    sent_on = AuditTrail.objects.filter(
        target_type=Return._meta.label_lower, target_id=Cast(OuterRef("pk"), CharField()), action__in=SENT_ON
    )
    latest = sent_on.order_by().values("target_id").annotate(latest=Max("at")).values("latest")
    return returns.annotate(waits_since=Subquery(latest))
