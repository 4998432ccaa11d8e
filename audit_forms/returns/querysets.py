"""Which returns and answers."""

from typing import Any

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from audit_forms.organisations.enums import MembershipRole
from audit_forms.organisations.models import Membership
from audit_forms.returns.enums import UNSUBMITTED_STATUSES
from portal.accounts.permissions import is_business_unit

# Members in these roles read their organisation's returns; auditors see only the case audits they are named for.
READING_ROLES = (
    MembershipRole.LEAD,
    MembershipRole.CONTRIBUTOR,
    MembershipRole.SIGNATORY,
    MembershipRole.VIEWER,
)


class ReturnQuerySet(models.QuerySet):
    """Selections of returns."""

    def visible_to(self, user: Any) -> "ReturnQuerySet":
        """Returns whose answers the person may read: all for the Business Unit, else those of their organisations."""
        if is_business_unit(user):
            return self.all()
        return self.filter(organisation__in=Membership.objects.of(user).in_roles(*READING_ROLES).values("organisation"))

    def with_deadline(self) -> "ReturnQuerySet":
        """Adds `due_at`, the deadline that holds for each."""
        return self.annotate(due_at=Coalesce("extended_until", "exercise__deadline"))

    def overdue(self) -> "ReturnQuerySet":
        """Past their deadline and not submitted."""
        return self.with_deadline().filter(status__in=UNSUBMITTED_STATUSES, due_at__lt=timezone.now())


class AnswerQuerySet(models.QuerySet):
    """Selections of answers."""

    def visible_to(self, user: Any) -> "AnswerQuerySet":
        """Answers of the returns the person may read."""
        returns: Any = self.model._meta.get_field("audit_return").related_model
        return self.filter(audit_return__in=returns.objects.visible_to(user))
