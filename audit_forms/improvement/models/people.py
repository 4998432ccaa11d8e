"""What single people have been told of actions, and their own way to the dates."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit_forms.improvement.models.actions import Action


class ActionReminder(models.Model):
    """That a person has been reminded of an action at one stage of one due date; it makes every reminder unique."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField()
    stage = models.CharField(max_length=20)
    sent_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        """Once for each person, due date and stage."""

        constraints = [
            models.UniqueConstraint(fields=["action", "user", "due_on", "stage"], name="improvement_reminded_once")
        ]
        default_permissions = ()

    def __str__(self):
        return f"{self.stage} of action {self.action_id} to {self.user_id}"


class CalendarLink(models.Model):
    """A person's secret address of their calendar. Only the token's hash is kept; a new one ends the one before."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_link")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """One for each person."""

        default_permissions = ()

    def __str__(self):
        return f"Calendar of {self.user}"
