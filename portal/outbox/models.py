"""Outgoing mail as rows, so that a message is queued in the transaction of its cause and sent once."""

from django.db import models
from django.utils import timezone

from portal.outbox.querysets import MessageQuerySet


class Message(models.Model):
    """One e-mail to one person (bars G8: exactly one recipient, no attachments, no content of returns).

    `once_key`, where given, is unique: the same event never queues a second message (bars R5).
    `next_try_at` is also the lease of the process that is sending: until then nobody else takes the message.
    A message that a mail server refused for good keeps `failed_at` and its text until somebody decides.
    `list_key`, where given, names for whom of which mailing list it is (`portal.outbox.lists`): the list is asked
    again before the message leaves, and one that is no longer wanted is withdrawn instead.
    """

    to = models.EmailField()
    subject = models.CharField(max_length=255)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    list_key = models.CharField(max_length=80, blank=True, db_index=True)
    once_key = models.CharField(max_length=200, unique=True, null=True, blank=True)
    queued_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Oldest first."""

        ordering = ["queued_at", "pk"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="outbox_due",
                condition=models.Q(sent_at__isnull=True, failed_at__isnull=True, withdrawn_at__isnull=True),
            )
        ]
        default_permissions = ()

    def __str__(self):
        return f"{self.subject} ({'sent' if self.sent_at else 'waiting'})"
