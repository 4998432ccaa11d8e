"""What readers say is wrong with a page."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

WORDS_AT_MOST = 1_000


class ProblemReport(models.Model):
    """One reader's report; editors read it in the admin, put the page right and delete it.

    `key` comes with the form, so that a form sent twice is one report. `sender` tells reports of one network apart
    without saying which, and is emptied after a day.
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    page = models.CharField("page", max_length=300, blank=True)
    words = models.TextField("what went wrong", max_length=WORDS_AT_MOST)
    email = models.EmailField("reply to", blank=True)
    sender = models.CharField(max_length=64, blank=True, editable=False)
    reported_at = models.DateTimeField("reported", default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first. Nobody writes one but by the form."""

        ordering = ["-reported_at", "-pk"]
        indexes = [models.Index(fields=["reported_at"], name="problem_reported")]
        default_permissions = ("view", "delete")

    def __str__(self):
        return f"{self.page or 'A page'}, {timezone.localtime(self.reported_at):%d %B %Y}"
