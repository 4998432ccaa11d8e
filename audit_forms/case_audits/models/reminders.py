"""Which reminders of an agency's part have gone, so that each goes once."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit_forms.case_audits.models.involvement import Involvement


class PartReminder(models.Model):
    """Somebody was told that the next step of an agency's part is due; a moved date is told anew (bars R10, R19)."""

    involvement = models.ForeignKey(Involvement, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    task = models.CharField(max_length=12)
    due_on = models.DateField()
    stage = models.CharField(max_length=12)
    queued_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """Each person once for each task, date and stage."""

        constraints = [
            models.UniqueConstraint(
                fields=["involvement", "user", "task", "due_on", "stage"], name="case_audits_reminded_once"
            )
        ]
        default_permissions = ()

    def __str__(self):
        return f"{self.user_id} reminded of part {self.involvement_id}, {self.stage}"
