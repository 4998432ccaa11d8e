"""Which returns' profiles, and which inspection packs."""

from datetime import timedelta
from typing import Any

from django.db.models import Q

from audit_forms.returns.models import Return
from audit_forms.returns.querysets import ReturnQuerySet
from portal.accounts.permissions import is_business_unit
from portal.background import BackgroundWorkQuerySet

# How long a pack lies ready to be fetched.
PACK_LIFETIME = timedelta(days=1)


def submitted_returns() -> ReturnQuerySet:
    """Returns that have been submitted at least once, also while changes to them are awaited."""
    return Return.objects.filter(submitted_at__isnull=False)


def profiles_visible_to(user: Any) -> ReturnQuerySet:
    """Returns whose profile the person may read: those they may read, and those shared with their trust."""
    own = Return.objects.visible_to(user).values("pk")
    shared = shared_with(user).values("pk")
    return submitted_returns().filter(Q(pk__in=own) | Q(pk__in=shared))


def shared_with(user: Any) -> ReturnQuerySet:
    """Returns of the schools of the person's trust whose school has let the trust read the profile."""
    shared: ReturnQuerySet = Return.objects.status_visible_to(user).filter(
        profile_shared_at__isnull=False, submitted_at__isnull=False
    )
    return shared


class InspectionPackQuerySet(BackgroundWorkQuerySet):
    """Selections of inspection packs."""

    lifetime = PACK_LIFETIME

    def visible_to(self, user: Any) -> "InspectionPackQuerySet":
        """Those the person asked for, as long as they are of the Business Unit; nobody else's, ever."""
        return self.filter(requested_by=user) if is_business_unit(user) else self.none()
