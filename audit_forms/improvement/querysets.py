"""Which actions and recommendations."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Min, Q
from django.utils import timezone

from audit_forms.improvement.enums import LIVE_STATUSES, TO_DO_STATUSES, ActionStatus, RecommendationStatus
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.returns.querysets import READING_ROLES
from portal.accounts.permissions import is_business_unit


def _member_of(user: Any, *roles: Any) -> Any:
    return Membership.objects.of(user).in_roles(*roles).values("organisation")


class ActionQuerySet(models.QuerySet):
    """Selections of actions."""

    def visible_to(self, user: Any) -> "ActionQuerySet":
        """Actions the person may read: all for the Business Unit, else those of their own organisations."""
        if is_business_unit(user):
            return self.all()
        return self.of_members(user)

    def of_members(self, user: Any) -> "ActionQuerySet":
        """Actions of the organisations the person is a member of now."""
        return self.filter(organisation__in=_member_of(user, *READING_ROLES))

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

    def open_to(self, organisation: Organisation) -> "RecommendationQuerySet":
        """Those that still stand for that organisation, what is due first on top."""
        return self.open().filter(organisations=organisation).order_by("due_on", "pk")
