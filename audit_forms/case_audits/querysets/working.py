"""Which audits, cases, identities and agencies' parts in them."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from audit_forms.case_audits.enums import (
    AGENCY_STATUSES,
    AGREED_MATERIAL_STATUSES,
    AUDITING_STATUSES,
    FOLLOWED_STATUSES,
    GRADED_STATUSES,
    IDENTIFYING_STATUSES,
    MODERATED_STATUSES,
    PLANNED_STATUSES,
    AuditStatus,
    CaseStatus,
    EndReason,
)
from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership
from portal.accounts.enums import Role
from portal.accounts.permissions import has_role, is_business_unit

# A list of cases waits that long to be confirmed.
BATCH_LIFETIME = timedelta(hours=1)
# From the start on the agencies that are asked know of an audit.
KNOWN_STATUSES = frozenset({*AGENCY_STATUSES, AuditStatus.MODERATION, *AGREED_MATERIAL_STATUSES})


def leads(user: Any) -> Any:
    """The organisations that the person leads now."""
    return Membership.objects.of(user).in_roles(MembershipRole.LEAD).values("organisation")


def members(user: Any) -> Any:
    """The organisations that the person belongs to now."""
    return Membership.objects.of(user).values("organisation")


def telling(user: Any) -> Any:
    """The organisations whose staff the person tells what an audit found: as their lead or one of their auditors."""
    return Membership.objects.of(user).in_roles(MembershipRole.LEAD, MembershipRole.AUDITOR).values("organisation")


class CaseAuditQuerySet(models.QuerySet):
    """Selections of case audits."""

    def visible_to(self, user: Any) -> "CaseAuditQuerySet":
        """Audits whose plan the person may read; their cases are another matter.

        All for the Business Unit, the group and the Executive; else those that the person chairs, and, from their start
        on, those that ask an agency that the person leads, or a case of which the person audits. Once published, an
        audit is known to every auditor of an agency that was asked: they tell their staff what it found.
        """
        if is_business_unit(user) or has_role(user, Role.QUALITY_AND_IMPACT_GROUP) or has_role(user, Role.EXECUTIVE):
            return self.all()
        if not user.is_authenticated or not user.is_active:
            return self.none()
        involvements: Any = self.model._meta.apps.get_model("case_audits", "Involvement")
        named = involvements.objects.audited_by(user).values("case__audit")
        asked = models.Q(status__in=KNOWN_STATUSES) & (models.Q(agencies__in=leads(user)) | models.Q(pk__in=named))
        public = models.Q(status__in=FOLLOWED_STATUSES, agencies__in=telling(user))
        return self.filter(pk__in=self.filter(models.Q(chair=user) | asked | public).values("pk"))

    def moderation_visible_to(self, user: Any) -> "CaseAuditQuerySet":
        """Audits whose moderation the person takes part in: the Business Unit, the chair, agencies with a part."""
        started = self.filter(status__in=KNOWN_STATUSES)
        if is_business_unit(user):
            return started
        if not user.is_authenticated or not user.is_active:
            return self.none()
        involvements: Any = self.model._meta.apps.get_model("case_audits", "Involvement")
        own = involvements.objects.moderated().visible_to(user).values("case__audit")
        return started.filter(models.Q(chair=user) | models.Q(pk__in=own))

    def planned(self) -> "CaseAuditQuerySet":
        """Those that have not started."""
        return self.filter(status__in=PLANNED_STATUSES)

    def with_agencies(self) -> "CaseAuditQuerySet":
        """Those on which agencies work now."""
        return self.filter(status__in=AGENCY_STATUSES)


class CaseQuerySet(models.QuerySet):
    """Selections of cases."""

    def active(self) -> "CaseQuerySet":
        """Those that are audited."""
        return self.filter(status=CaseStatus.ACTIVE)

    def visible_to(self, user: Any) -> "CaseQuerySet":
        """Cases whose pseudonym the person may know: the Business Unit, the audit's chair, and agencies with a part.

        None in which they have a conflict of interest (bars S6).
        """
        if is_business_unit(user):
            return self.without_conflict(user)
        if not user.is_authenticated or not user.is_active:
            return self.none()
        involvements: Any = self.model._meta.get_field("involvements").related_model
        own = involvements.objects.visible_to(user).values("case")
        return self.filter(models.Q(audit__chair=user) | models.Q(pk__in=own)).without_conflict(user)

    def without_conflict(self, user: Any) -> "CaseQuerySet":
        """All but those in which the person has declared, or was found to have, a conflict of interest."""
        involvements: Any = self.model._meta.get_field("involvements").related_model
        appointments: Any = involvements._meta.get_field("appointments").related_model
        conflicts = appointments.objects.filter(auditor=user, ended_because=EndReason.CONFLICT)
        return self.exclude(pk__in=conflicts.values("involvement__case"))

    def identifiable_by(self, user: Any) -> "CaseQuerySet":
        """Cases whose identity the person may open, with a reason: the Business Unit, and the named people of agencies.

        Those are an agency's leads and the case's auditor there, as long as the agency is asked about the child; the
        chair never (bars G3).
        """
        if is_business_unit(user):
            return self.without_conflict(user)
        involvements: Any = self.model._meta.get_field("involvements").related_model
        own = involvements.objects.visible_to(user).filter(status__in=IDENTIFYING_STATUSES)
        return self.filter(audit__status__in=KNOWN_STATUSES, pk__in=own.values("case"))

    def in_moderation(self) -> "CaseQuerySet":
        """Those that are moderated: audited still, with a part that has been graded."""
        involvements: Any = self.model._meta.get_field("involvements").related_model
        return self.filter(pk__in=involvements.objects.moderated().values("case"))

    def moderated_by(self, user: Any) -> "CaseQuerySet":
        """Cases whose agencies' grades the person sees side by side, from the opening of moderation on.

        The Business Unit, the audit's chair, and leads and auditors of agencies with a countersigned part; nobody who
        has had a conflict of interest in the case, whatever else they are (bars S6).
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        involvements: Any = self.model._meta.get_field("involvements").related_model
        graded = involvements.objects.moderated().without_conflict(user)
        clear = self.filter(audit__status__in=MODERATED_STATUSES, pk__in=graded.values("case"))
        if is_business_unit(user):
            return clear
        return clear.filter(models.Q(audit__chair=user) | models.Q(pk__in=graded.visible_to(user).values("case")))


class CaseIdentityQuerySet(models.QuerySet):
    """Selections of identities."""

    def to_erase(self) -> "CaseIdentityQuerySet":
        """Those still kept whose day has come, whose audit is closed, or whose case is withdrawn."""
        due = models.Q(erase_on__lte=timezone.localdate())
        due |= models.Q(case__audit__status=AuditStatus.CLOSED) | models.Q(case__status=CaseStatus.WITHDRAWN)
        return self.filter(due, erased_at__isnull=True)


class CaseBatchQuerySet(models.QuerySet):
    """Selections of cases given in one go."""

    def offered_to(self, user: Any) -> "CaseBatchQuerySet":
        """Lists that this officer gave within the last hour: nobody else's, ever."""
        if not is_business_unit(user):
            return self.none()
        return self.filter(given_by=user, given_at__gt=timezone.now() - BATCH_LIFETIME)

    def run_out(self) -> "CaseBatchQuerySet":
        """Lists that were never confirmed and still hold something."""
        return self.filter(given_at__lte=timezone.now() - BATCH_LIFETIME).exclude(secret=b"")


class InvolvementQuerySet(models.QuerySet):
    """Selections of agencies' parts in cases."""

    def visible_to(self, user: Any) -> "InvolvementQuerySet":
        """All for the Business Unit; for others their agency's, as its lead or as the case's auditor there.

        Whoever has had a conflict of interest in a case knows nothing of it from then on, whatever else they are
        (bars S6).
        """
        if is_business_unit(user):
            return self.without_conflict(user)
        return self.of_agencies(user)

    def of_agencies(self, user: Any) -> "InvolvementQuerySet":
        """Those that the person works on for an agency, as its lead or as the case's auditor there."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        own = self.filter(models.Q(organisation__in=leads(user)) | models.Q(pk__in=self.audited_by(user).values("pk")))
        return own.without_conflict(user)

    def audited_by(self, user: Any) -> "InvolvementQuerySet":
        """Those whose auditor the person is now, as a member of the agency."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        appointments: Any = self.model._meta.get_field("appointments").related_model
        current = appointments.objects.current().filter(auditor=user).values("involvement")
        return self.filter(pk__in=current, organisation__in=members(user))

    def led_by(self, user: Any) -> "InvolvementQuerySet":
        """Those of the agencies that the person leads, where they have no conflict of interest."""
        return self.filter(organisation__in=leads(user)).without_conflict(user)

    def without_conflict(self, user: Any) -> "InvolvementQuerySet":
        """All but those in whose case the person has declared, or was found to have, a conflict of interest."""
        appointments: Any = self.model._meta.get_field("appointments").related_model
        conflicts = appointments.objects.filter(auditor=user, ended_because=EndReason.CONFLICT)
        return self.exclude(case__in=conflicts.values("involvement__case"))

    def graded(self) -> "InvolvementQuerySet":
        """Those whose auditor is countersigned, of cases that have not been withdrawn."""
        return self.filter(status__in=GRADED_STATUSES, case__status=CaseStatus.ACTIVE)

    def moderated(self) -> "InvolvementQuerySet":
        """Those graded, and those whose auditor is gone but whose grades stay."""
        entered: Any = self.model._meta.get_field("blind_grades").related_model
        left = models.Q(status__in=AUDITING_STATUSES, pk__in=entered.objects.values("involvement"))
        return self.filter(models.Q(status__in=GRADED_STATUSES) | left, case__status=CaseStatus.ACTIVE)

    def to_grade_blind(self, user: Any) -> "InvolvementQuerySet":
        """Those for which the person enters, or entered, grades before the meeting: as the agency's auditor now."""
        return self.graded().audited_by(user).without_conflict(user)

    def with_context(self) -> "InvolvementQuerySet":
        """Brings the case, its audit, the agency and the return along, which every page shows."""
        related = ("case__audit__theme", "organisation", "audit_return__exercise", "audit_return__organisation")
        return self.select_related(*related)

    def worked_on(self) -> "InvolvementQuerySet":
        """Those whose audit agencies still work on, with what says whose turn it is."""
        return self.filter(case__audit__status__in=AGENCY_STATUSES).with_turn()

    def with_turn(self) -> "InvolvementQuerySet":
        """Brings along what says whose turn it is: the audit, the auditor, and `changes_due`."""
        asked = models.Min(
            "audit_return__change_requests__due_on",
            filter=models.Q(audit_return__change_requests__resolved_at__isnull=True),
        )
        return self.annotate(changes_due=asked).with_context().prefetch_related("appointments__auditor")


class AppointmentQuerySet(models.QuerySet):
    """Selections of auditors named for a case."""

    def current(self) -> "AppointmentQuerySet":
        """Those who audit now."""
        return self.filter(ended_at__isnull=True)
