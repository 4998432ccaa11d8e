"""Which actions, recommendations and alerts."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from audit_forms.improvement.enums import (
    LIVE_STATUSES,
    TO_DO_STATUSES,
    ActionStatus,
    AlertStatus,
    RecommendationStatus,
)
from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.returns.models import NamedWriter, Return
from audit_forms.returns.querysets import READING_ROLES
from portal.accounts.permissions import is_business_unit
from portal.counting import number_of

# Members in these roles answer for their organisation when somebody is at risk.
ANSWERING_ROLES = (MembershipRole.LEAD, MembershipRole.SIGNATORY)


def _member_of(user: Any, *roles: Any) -> Any:
    return Membership.objects.of(user).in_roles(*roles).values("organisation")


class ActionQuerySet(models.QuerySet):
    """Selections of actions."""

    def visible_to(self, user: Any) -> "ActionQuerySet":
        """Actions the person may read: all for the Business Unit, else those of their own organisations.

        In a conflict of interest nobody reads what a case audit brought about, not even what they own (bars S6).
        """
        return self.without_conflict(user) if is_business_unit(user) else self.of_members(user)

    def of_members(self, user: Any) -> "ActionQuerySet":
        """Actions of the organisations the person is a member of now.

        Those of a confidential return are for whoever may read it, and for their owner.
        """
        members = self.filter(organisation__in=_member_of(user, *READING_ROLES))
        named = Q(owner=user.pk) | Q(audit_return__in=Return.objects.visible_to(user))
        open_to_all = Q(audit_return=None) | Q(audit_return__is_confidential=False)
        return members.filter(open_to_all | named).without_conflict(user)

    def without_conflict(self, user: Any) -> "ActionQuerySet":
        """All but those of returns in which the person has, or had, a conflict of interest."""
        closed = NamedWriter.objects.conflicts_of(user).values("audit_return")
        return self.filter(Q(audit_return=None) | ~Q(audit_return__in=closed))

    def status_visible_to(self, user: Any) -> "ActionQuerySet":
        """Actions of the schools of the person's trust: how far they are, not what they say."""
        return self.filter(organisation__trust__in=_member_of(user, *READING_ROLES))

    def live(self) -> "ActionQuerySet":
        """Those that are not closed."""
        return self.filter(status__in=LIVE_STATUSES)

    def to_do(self) -> "ActionQuerySet":
        """Those on which the organisation still has to work."""
        return self.filter(status__in=TO_DO_STATUSES)

    def waiting(self) -> "ActionQuerySet":
        """Those the Business Unit is asked to close, longest first."""
        return self.filter(status=ActionStatus.EVIDENCE_GIVEN).order_by("asked_to_close_at", "pk")

    def overdue(self, today: date | None = None) -> "ActionQuerySet":
        """Those past their day on which the organisation still has to work."""
        return self.to_do().filter(due_on__lt=today or timezone.localdate())

    def due_within(self, days: int, today: date) -> "ActionQuerySet":
        """Those to do whose day has passed or comes within that many days."""
        return self.to_do().filter(due_on__lte=today + timedelta(days=days))

    def with_context(self) -> "ActionQuerySet":
        """Brings along what every list shows."""
        return self.select_related("organisation", "owner", "question__section", "audit_return", "recommendation")

    def by_organisation(self) -> models.QuerySet:
        """One row for each organisation: how many in each state, overdue, and what is due next."""
        overdue = Q(status__in=TO_DO_STATUSES, due_on__lt=timezone.localdate())
        counts = {status.value: Count("pk", filter=Q(status=status)) for status in ActionStatus}
        return (
            self.order_by()
            .values("organisation", "organisation__name")
            .annotate(
                **counts,
                overdue=Count("pk", filter=overdue),
                next_due=Min("due_on", filter=Q(status__in=TO_DO_STATUSES)),
            )
            .order_by("organisation__name")
        )


class RecommendationQuerySet(models.QuerySet):
    """Selections of recommendations."""

    def visible_to(self, user: Any) -> "RecommendationQuerySet":
        """All for the Business Unit; for others those to an organisation they are a member of now."""
        if is_business_unit(user):
            return self.all()
        members = _member_of(user, *READING_ROLES)
        return self.filter(organisations__in=members).distinct()

    def open(self) -> "RecommendationQuerySet":
        """Those that still stand."""
        return self.filter(status=RecommendationStatus.OPEN)

    def released_in(self, pages: Iterable[Any]) -> "RecommendationQuerySet":
        """Those that one of these public pages tells of."""
        return self.filter(published_in__in=[page.pk for page in pages])

    def with_numbers(self) -> "RecommendationQuerySet":
        """Brings along how many organisations it was made to, and how many actions it led to."""
        return self.annotate(asked=self._asked(), action_number=number_of(self._actions(), "recommendation"))

    def with_progress(self) -> "RecommendationQuerySet":
        """Brings along how many organisations were asked, and how many of their actions are closed and are not."""
        closed = self._actions().filter(status=ActionStatus.CLOSED)
        live = self._actions().filter(status__in=LIVE_STATUSES)
        return self.annotate(
            asked=self._asked(),
            finished=number_of(closed, "recommendation", "organisation"),
            unfinished=number_of(live, "recommendation"),
        )

    def _asked(self) -> Coalesce:
        field: Any = self.model._meta.get_field("organisations")
        return number_of(models.QuerySet(field.remote_field.through), "recommendation")

    def _actions(self) -> models.QuerySet[Any]:
        return models.QuerySet(self.model._meta.get_field("actions").related_model)

    def open_to(self, organisation: Organisation) -> "RecommendationQuerySet":
        """Those that still stand for that organisation, what is due first on top."""
        return self.open().filter(organisations=organisation).order_by("due_on", "pk")


class AlertQuerySet(models.QuerySet):
    """Selections of alerts."""

    def visible_to(self, user: Any) -> "AlertQuerySet":
        """All for the Business Unit; for others those of organisations they lead or sign for, and those they raised.

        Who has left the organisation reads nothing of it any more, nor what they raised themselves.
        """
        if is_business_unit(user):
            return self.all()
        members = Membership.objects.of(user).values("organisation")
        answering = Q(organisation__in=_member_of(user, *ANSWERING_ROLES))
        return self.filter(answering | Q(raised_by=user.pk, organisation__in=members))

    def open(self) -> "AlertQuerySet":
        """Those that are not closed."""
        return self.exclude(status=AlertStatus.CLOSED)

    def unanswered(self) -> "AlertQuerySet":
        """Those whose clock runs: nobody has acknowledged, or no assurance has been given."""
        return self.filter(status__in=[AlertStatus.RAISED, AlertStatus.ACKNOWLEDGED])

    def overdue(self, now: datetime) -> "AlertQuerySet":
        """Those that ought to have been answered by that moment."""
        acknowledge = Q(status=AlertStatus.RAISED, acknowledge_by__lte=now)
        return self.filter(acknowledge | Q(status=AlertStatus.ACKNOWLEDGED, assure_by__lte=now))

    def about_case(self, reference: str) -> "AlertQuerySet":
        """Those raised from the audited case of that reference."""
        return self.filter(case_reference=reference)

    def most_urgent_first(self) -> "AlertQuerySet":
        """What is not closed on top: first what nobody has acknowledged, then the longest open; then what is closed."""
        order = models.Case(
            *(models.When(status=status, then=place) for place, status in enumerate(AlertStatus)),
            output_field=models.IntegerField(),
        )
        return self.alias(place=order).order_by("place", "acknowledge_by", "pk")

    def with_context(self) -> "AlertQuerySet":
        """Brings along what every list shows."""
        return self.select_related("organisation", "raised_by", "acknowledged_by")
