"""Which rounds."""

from typing import Any

from django.db import models
from django.utils import timezone

from portal.accounts.permissions import is_business_unit


class RoundQuerySet(models.QuerySet):
    """Selections of rounds."""

    def visible_to(self, user: Any) -> "RoundQuerySet":
        """Rounds as such are the Business Unit's; respondents see their own returns."""
        return self.all() if is_business_unit(user) else self.none()

    def running(self) -> "RoundQuerySet":
        """Rounds that have opened and are not closed."""
        return self.filter(opened_at__isnull=False, closed_at__isnull=True)

    def due_to_open(self) -> "RoundQuerySet":
        """Scheduled rounds whose opening time has come."""
        return self.filter(opened_at__isnull=True, opens_at__lte=timezone.now())
