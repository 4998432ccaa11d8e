"""Which messages."""

from datetime import datetime

from django.db import models
from django.utils import timezone


class MessageQuerySet(models.QuerySet):
    """Selections of outgoing messages."""

    def waiting(self) -> "MessageQuerySet":
        """Messages that no mail server has taken yet, none has refused for good and nobody has withdrawn."""
        return self.filter(sent_at__isnull=True, failed_at__isnull=True, withdrawn_at__isnull=True)

    def due(self) -> "MessageQuerySet":
        """Waiting messages whose next try is not in the future and that nobody is sending now."""
        return self.waiting().filter(next_try_at__lte=timezone.now())

    def failed(self) -> "MessageQuerySet":
        """Messages that a mail server refused for good and somebody must look at: those of lists look after theirs."""
        return self.filter(failed_at__isnull=False, list_key="")

    def done_with(self) -> "MessageQuerySet":
        """Messages that were taken, refused for good or withdrawn: nobody will try them again by itself."""
        gone = models.Q(sent_at__isnull=False) | models.Q(failed_at__isnull=False)
        return self.filter(gone | models.Q(withdrawn_at__isnull=False))

    def waiting_since(self, moment: datetime) -> "MessageQuerySet":
        """Waiting messages that were queued before the moment: a sign that sending does not work."""
        return self.waiting().filter(queued_at__lt=moment)
