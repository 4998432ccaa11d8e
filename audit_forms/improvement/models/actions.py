"""Actions, their history and what shows that they are done."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from audit_forms.improvement.enums import (
    LIVE_STATUSES,
    TO_DO_STATUSES,
    ActionSource,
    ActionStatus,
    Priority,
    UpdateKind,
)
from audit_forms.improvement.models.recommendations import Recommendation
from audit_forms.improvement.querysets import ActionQuerySet
from audit_forms.improvement.references import new_action_reference
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.models import Question, Questionnaire
from audit_forms.returns.models import Evidence, Return


class Action(models.Model):
    """Something an organisation does so that practice changes, followed until the Business Unit closes it.

    `said` keeps what, who and by when as a return said it last: the next return changes only what it says anew, so
    that a date agreed meanwhile does not go back.
    """

    reference = models.CharField(max_length=20, unique=True, default=new_action_reference, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="actions")
    source = models.CharField(max_length=15, choices=ActionSource)
    audit_return = models.ForeignKey(
        Return, null=True, blank=True, on_delete=models.PROTECT, related_name="actions", editable=False
    )
    questionnaire = models.ForeignKey(
        Questionnaire, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    question_key = models.SlugField(max_length=60, blank=True, editable=False)
    said = models.JSONField(default=dict, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    what = models.TextField("action")
    who = models.CharField("who", max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="owned_actions"
    )
    due_on = models.DateField("due on")
    priority = models.CharField(max_length=10, choices=Priority, default=Priority.AMBER)
    status = models.CharField(max_length=15, choices=ActionStatus, default=ActionStatus.OPEN, editable=False)
    # When a later answer first needed no action any more: closing is offered, never done (issue 3).
    improved_at = models.DateTimeField(null=True, blank=True, editable=False)
    asked_to_close_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ActionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """What is due next first. A question of an organisation has one live action at most."""

        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["organisation", "status", "due_on"], name="action_of_organisation"),
            models.Index(fields=["status", "due_on"], name="action_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "questionnaire", "question_key"],
                condition=Q(status__in=sorted(LIVE_STATUSES)) & ~Q(question_key=""),
                name="improvement_one_live_action",
            ),
            models.CheckConstraint(
                condition=Q(status=ActionStatus.CLOSED, closed_at__isnull=False)
                | (~Q(status=ActionStatus.CLOSED) & Q(closed_at__isnull=True)),
                name="improvement_closed_when",
            ),
        ]
        default_permissions = ()

    def __str__(self):
        return self.reference

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("improvement:action", args=[self.reference])

    @property
    def is_to_do(self) -> bool:
        """Whether the organisation still has to work on it."""
        return self.status in TO_DO_STATUSES

    @property
    def is_live(self) -> bool:
        """Whether it is not closed."""
        return self.status in LIVE_STATUSES

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed while the organisation still has to work on it."""
        return self.is_to_do and self.due_on < timezone.localdate()

    @property
    def is_improved(self) -> bool:
        """Whether closing is to be offered, because a later return says that it is in place."""
        return self.is_to_do and self.improved_at is not None


class ActionUpdate(models.Model):
    """One entry in an action's history with what people wrote; the audit trail names it, and holds no such words."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    kind = models.CharField(max_length=15, choices=UpdateKind)
    note = models.TextField(blank=True)
    status = models.CharField("new status", max_length=15, choices=ActionStatus, blank=True)
    old_due_on = models.DateField(null=True, blank=True)
    due_on = models.DateField("new due date", null=True, blank=True)
    audit_return = models.ForeignKey(Return, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """Oldest first."""

        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["action", "at"], name="action_update_at")]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_kind_display()}: {self.action_id}"


class ActionEvidence(models.Model):
    """A piece of the organisation's evidence that shows what an action has brought about."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="evidence_uses")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="action_uses")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """Once for each action, oldest first."""

        ordering = ["added_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["action", "evidence"], name="improvement_evidence_once")]
        default_permissions = ()

    def __str__(self):
        return f"Evidence {self.evidence_id} for action {self.action_id}"
