"""Which organisations and memberships."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from audit_forms.organisations.enums import (
    OPEN_STATUSES,
    REASONS_TO_GO_ON,
    Duty,
    ImportStatus,
    MembershipRole,
    OrganisationKind,
    RegisterStatus,
)
from portal.accounts.permissions import is_business_unit
from portal.counting import number_of


class OrganisationQuerySet(models.QuerySet):
    """Selections of organisations."""

    def open(self) -> "OrganisationQuerySet":
        """Those that are open now."""
        return self.filter(status__in=OPEN_STATUSES)

    def with_duty(self, duties: Iterable[Duty]) -> "OrganisationQuerySet":
        """Those under any of the given duties."""
        return self.filter(duty__in=list(duties))

    def schools(self) -> "OrganisationQuerySet":
        """Schools and colleges."""
        return self.filter(kind=OrganisationKind.SCHOOL)

    def to_decide(self) -> "OrganisationQuerySet":
        """Open or opening schools whose type does not say which duty they are under."""
        return self.schools().exclude(status=RegisterStatus.CLOSED).filter(duty=Duty.UNDECIDED)

    def to_link(self) -> "OrganisationQuerySet":
        """Schools that closed to go on under a new URN (an academy's, mostly) and are not linked to it yet."""
        return self.schools().filter(
            status=RegisterStatus.CLOSED, closed_because__in=REASONS_TO_GO_ON, successor__isnull=True
        )

    def with_leads(self) -> "OrganisationQuerySet":
        """Adds `leads`, how many lead each."""
        memberships = self.model._meta.get_field("memberships").related_model
        leads = MembershipQuerySet(memberships).current().in_roles(MembershipRole.LEAD)
        return self.annotate(leads=number_of(leads, "organisation"))

    def matching(self, words: str) -> "OrganisationQuerySet":
        """Those whose name, URN or postcode holds each of the words."""
        found = self
        for word in words.replace("\x00", "").split():
            found = found.filter(
                models.Q(name__icontains=word) | models.Q(urn__startswith=word) | models.Q(postcode__icontains=word)
            )
        return found

    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        """All for the Business Unit; for others, the organisations they are a current member of."""
        if is_business_unit(user):
            return self.all()
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(memberships__user=user, memberships__ended_at__isnull=True).distinct()

    def managed_by(self, user: Any) -> "OrganisationQuerySet":
        """Those whose people the person may see and invite: all for the Business Unit, else those they lead."""
        if is_business_unit(user):
            return self.all()
        if not user.is_authenticated or not user.is_active:
            return self.none()
        led = {"memberships__role": MembershipRole.LEAD, "memberships__ended_at__isnull": True}
        return self.filter(memberships__user=user, **led).distinct()


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

    def unconfirmed_since(self, moment: datetime) -> "MembershipQuerySet":
        """Current ones that began before that moment and that nobody has confirmed since."""
        stale = models.Q(confirmed_at__isnull=True) | models.Q(confirmed_at__lt=moment)
        return self.current().filter(stale, started_at__lt=moment)

    def in_roles(self, *roles: MembershipRole) -> "MembershipQuerySet":
        """Those in any of the given roles."""
        return self.filter(role__in=roles)


class RegisterImportQuerySet(models.QuerySet):
    """Selections of imports of the national register."""

    def visible_to(self, user: Any) -> "RegisterImportQuerySet":
        """All for the Business Unit, none for anybody else."""
        return self.all() if is_business_unit(user) else self.none()

    def to_purge(self, before: datetime) -> "RegisterImportQuerySet":
        """Those begun before that moment; what the portal must remember of them is in the audit trail."""
        return self.filter(uploaded_at__lt=before)

    def waiting(self) -> "RegisterImportQuerySet":
        """Previews that somebody may still confirm."""
        return self.filter(status=ImportStatus.PREVIEWED)
