"""Which messages."""

from django.db import models
from django.utils import timezone


class MessageQuerySet(models.QuerySet):
    """Selections of outgoing messages."""

    def waiting(self) -> "MessageQuerySet":
        """Messages that no mail server has taken yet."""
        return self.filter(sent_at__isnull=True)

    def due(self) -> "MessageQuerySet":
        """Waiting messages whose next try is not in the future."""
        return self.waiting().filter(next_try_at__lte=timezone.now())
