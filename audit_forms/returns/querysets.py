"""Which returns, answers and rescued texts."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership, Organisation
from audit_forms.returns.enums import UNSUBMITTED_STATUSES
from portal.accounts.permissions import is_business_unit

# Members in these roles read their organisation's returns; auditors see only the case audits they are named for.
READING_ROLES = (
    MembershipRole.LEAD,
    MembershipRole.CONTRIBUTOR,
    MembershipRole.SIGNATORY,
    MembershipRole.VIEWER,
)
# Members in these roles write answers.
WRITING_ROLES = (MembershipRole.LEAD, MembershipRole.CONTRIBUTOR)
RESCUED_TEXT_LIFETIME = timedelta(days=7)


class ReturnQuerySet(models.QuerySet):
    """Selections of returns."""

    def visible_to(self, user: Any) -> "ReturnQuerySet":
        """Returns whose answers the person may read: all for the Business Unit, else those of their organisations."""
        if is_business_unit(user):
            return self.all()
        return self.of_members(user, *READING_ROLES)

    def written_by(self, user: Any) -> "ReturnQuerySet":
        """Returns whose answers the person may write while the return is open."""
        return self.of_members(user, *WRITING_ROLES)

    def status_visible_to(self, user: Any) -> "ReturnQuerySet":
        """Returns of the schools of the person's trust: how far they are, never what they say."""
        trusts = Membership.objects.of(user).in_roles(*READING_ROLES).values("organisation")
        return self.filter(organisation__in=Organisation.objects.filter(trust__in=trusts))

    def of_members(self, user: Any, *roles: MembershipRole) -> "ReturnQuerySet":
        """Returns of the organisations for which the person has one of the roles now."""
        return self.filter(organisation__in=Membership.objects.of(user).in_roles(*roles).values("organisation"))

    def with_context(self) -> "ReturnQuerySet":
        """Brings the exercise, its edition and the organisation along, which every page shows."""
        return self.select_related("exercise__edition__questionnaire", "organisation__trust")

    def with_previous(self) -> "ReturnQuerySet":
        """Brings along the return that each is compared with, and what that answered."""
        return self.select_related("previous__exercise__edition", "previous__organisation")

    def with_deadline(self) -> "ReturnQuerySet":
        """Adds `due_at`, the deadline that holds for each."""
        return self.annotate(due_at=Coalesce("extended_until", "exercise__deadline"))

    def overdue(self) -> "ReturnQuerySet":
        """Past their deadline and never submitted."""
        late = self.with_deadline().filter(due_at__lt=timezone.now())
        return late.filter(status__in=UNSUBMITTED_STATUSES, submitted_at__isnull=True)


class AnswerQuerySet(models.QuerySet):
    """Selections of answers."""

    def visible_to(self, user: Any) -> "AnswerQuerySet":
        """Answers of the returns the person may read."""
        returns: Any = self.model._meta.get_field("audit_return").related_model
        return self.filter(audit_return__in=returns.objects.visible_to(user))


class ChangeRequestQuerySet(models.QuerySet):
    """Selections of change requests."""

    def open(self) -> "ChangeRequestQuerySet":
        """Those that still wait for a return to be submitted again."""
        return self.filter(resolved_at__isnull=True)


class RescuedTextQuerySet(models.QuerySet):
    """Selections of rescued texts."""

    def offered_to(self, user: Any) -> "RescuedTextQuerySet":
        """Texts this person typed themselves and may still have back; nobody else's, ever."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(user=user, rescued_at__gt=timezone.now() - RESCUED_TEXT_LIFETIME)

    def expired(self) -> "RescuedTextQuerySet":
        """Texts kept for as long as was promised."""
        return self.filter(rescued_at__lte=timezone.now() - RESCUED_TEXT_LIFETIME)


class EvidenceQuerySet(models.QuerySet):
    """Selections of evidence."""

    def visible_to(self, user: Any) -> "EvidenceQuerySet":
        """All for the Business Unit, else what the person's organisations keep or have given for a return of theirs.

        What an academy's returns carry forward was kept by the school it was.
        """
        if is_business_unit(user):
            return self.all()
        organisations = Membership.objects.of(user).in_roles(*READING_ROLES).values("organisation")
        uses: Any = self.model._meta.get_field("uses").related_model
        given = uses.objects.filter(audit_return__organisation__in=organisations).values("evidence")
        return self.filter(models.Q(organisation__in=organisations) | models.Q(pk__in=given))
