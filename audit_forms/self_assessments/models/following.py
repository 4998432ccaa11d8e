"""What is done about a round's returns while it runs: who was chased and reminded, and the workbooks made of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit_forms.returns.models import Return
from audit_forms.self_assessments.enums import Segment
from audit_forms.self_assessments.models.rounds import Round
from audit_forms.self_assessments.querysets import RoundExportQuerySet
from portal.background import BackgroundWork


class Chase(models.Model):
    """One mailing by hand to those for whom some returns of a round wait.

    `key` comes from the page it was sent from: however often that is sent, one chase is (bars R5).
    """

    key = models.UUIDField(unique=True)
    exercise = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="chases")
    segment = models.CharField(max_length=12, choices=Segment)
    text = models.TextField()
    people = models.PositiveIntegerField("people told")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        ordering = ["-sent_at"]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_segment_display()}, {self.sent_at:%Y-%m-%d}"


class ChasedReturn(models.Model):
    """A return that a chase was about."""

    chase = models.ForeignKey(Chase, on_delete=models.CASCADE, related_name="chased")
    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="chased")

    wagtail_reference_index_ignore = True

    class Meta:
        """Once in a chase."""

        constraints = [models.UniqueConstraint(fields=["chase", "audit_return"], name="chased_once")]
        default_permissions = ()

    def __str__(self):
        return f"Return {self.audit_return_id} in chase {self.chase_id}"


class Reminder(models.Model):
    """A person was reminded of a return: so many days before (or, below nought, after) the day it was due.

    Written in the transaction that queues the mail, so that each goes once whatever happens to the job (bars R19).
    """

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    days = models.SmallIntegerField()
    sent_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        """Once for each person, due day and number of days."""

        constraints = [models.UniqueConstraint(fields=["audit_return", "user", "due_on", "days"], name="reminded_once")]
        default_permissions = ()

    def __str__(self):
        return f"{self.days} days, return {self.audit_return_id}, person {self.user_id}"


class RoundExport(BackgroundWork):
    """An Excel workbook of a round's returns that somebody asked for: made in the background, kept for a day.

    `filters` is the query string of the page it was asked for on. The file lies in the private storage under a random
    name.
    """

    exercise = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="exports")
    filters = models.TextField(blank=True)
    total = models.PositiveIntegerField("returns in it")
    done = models.PositiveIntegerField("returns read so far", default=0)
    stored_name = models.CharField(max_length=100, blank=True)
    file_name = models.CharField(max_length=200)

    objects = RoundExportQuerySet.as_manager()

    def __str__(self):
        return self.file_name
