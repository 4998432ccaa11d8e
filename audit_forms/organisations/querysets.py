"""Which organisations and memberships."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from audit_forms.organisations.enums import OPEN_STATUSES, Duty, MembershipRole
from portal.accounts.permissions import is_business_unit


class OrganisationQuerySet(models.QuerySet):
    """Selections of organisations."""

    def open(self) -> "OrganisationQuerySet":
        """Those that are open now."""
        return self.filter(status__in=OPEN_STATUSES)

    def with_duty(self, duties: Iterable[Duty]) -> "OrganisationQuerySet":
        """Those under any of the given duties."""
        return self.filter(duty__in=list(duties))

    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        """All for the Business Unit; for others, the organisations they are a current member of."""
        if is_business_unit(user):
            return self.all()
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(memberships__user=user, memberships__ended_at__isnull=True).distinct()


class MembershipQuerySet(models.QuerySet):
    """Selections of memberships."""

    def current(self) -> "MembershipQuerySet":
        """Memberships that have not ended and whose person may sign in or is still invited."""
        return self.filter(ended_at__isnull=True)

    def of(self, user: Any) -> "MembershipQuerySet":
        """Current memberships of a person; none for somebody signed out or disabled."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.current().filter(user=user)

    def in_roles(self, *roles: MembershipRole) -> "MembershipQuerySet":
        """Those in any of the given roles."""
        return self.filter(role__in=roles)
