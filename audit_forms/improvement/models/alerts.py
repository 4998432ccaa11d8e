"""Alerts: immediate risk to a child or adult, or unsafe practice, until the Business Unit has closed them."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from audit_forms.improvement.enums import AlertAbout, AlertStatus, AlertUpdateKind, ClimbStep, Told
from audit_forms.improvement.querysets import AlertQuerySet
from audit_forms.improvement.references import new_alert_reference
from audit_forms.organisations.models import Organisation
from audit_forms.returns.models import Return

NOT_ACKNOWLEDGED = Q(status=AlertStatus.RAISED)
UNASSURED = Q(status__in=[AlertStatus.RAISED, AlertStatus.ACKNOWLEDGED])


def somebody() -> models.ForeignKey:
    """The person who took a step, once it has been taken."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )


def when() -> models.DateTimeField:
    """The moment of a step, once it has been taken."""
    return models.DateTimeField(null=True, blank=True, editable=False)


class Alert(models.Model):
    """Somebody is at risk, or practice is unsafe, in the organisation whose practice or child it is about.

    `key` comes from the form it was sent from: however often that is sent, one alert is raised (bars R5).
    `case_reference` is the pseudonym of an audited case, where it was raised from one.
    """

    reference = models.CharField(max_length=20, unique=True, default=new_alert_reference, editable=False)
    key = models.UUIDField(editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="alerts")
    audit_return = models.ForeignKey(
        Return, null=True, blank=True, on_delete=models.PROTECT, related_name="alerts", editable=False
    )
    case_reference = models.CharField(max_length=40, blank=True, db_index=True, editable=False)
    about = models.CharField(max_length=10, choices=AlertAbout)
    known = models.TextField("what is known")
    told = models.JSONField("who has been told", default=list)
    told_words = models.TextField("who was told, and when", blank=True)
    status = models.CharField(max_length=20, choices=AlertStatus, default=AlertStatus.RAISED, editable=False)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now, editable=False)
    acknowledge_by = models.DateTimeField(editable=False)
    acknowledged_by = somebody()
    acknowledged_at = when()
    assure_by = models.DateTimeField(editable=False)
    assurance = models.TextField(blank=True, editable=False)
    assured_by = somebody()
    assured_at = when()
    closed_by = somebody()
    closed_at = when()
    closed_because = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AlertQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first. The state and the moments say the same."""

        ordering = ["-raised_at", "-pk"]
        indexes = [models.Index(fields=["status", "organisation"], name="alert_status_organisation")]
        constraints = [
            models.UniqueConstraint(fields=["raised_by", "key"], name="improvement_raised_once"),
            models.CheckConstraint(
                condition=(NOT_ACKNOWLEDGED & Q(acknowledged_at__isnull=True))
                | (~NOT_ACKNOWLEDGED & Q(acknowledged_at__isnull=False)),
                name="improvement_alert_acknowledged_when",
            ),
            models.CheckConstraint(
                condition=UNASSURED | (Q(assured_at__isnull=False) & ~Q(assurance="")),
                name="improvement_alert_assured_when",
            ),
            models.CheckConstraint(
                condition=Q(status=AlertStatus.CLOSED, closed_at__isnull=False)
                | (~Q(status=AlertStatus.CLOSED) & Q(closed_at__isnull=True)),
                name="improvement_alert_closed_when",
            ),
        ]
        default_permissions = ()

    def __str__(self):
        return self.reference

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("alerts:alert", args=[self.reference])

    @property
    def is_open(self) -> bool:
        """Whether it is not closed."""
        return self.status != AlertStatus.CLOSED

    @property
    def due_at(self) -> datetime | None:
        """By when it must be answered; None where it waits for the Business Unit or is closed."""
        if self.status == AlertStatus.RAISED:
            return self.acknowledge_by
        return self.assure_by if self.status == AlertStatus.ACKNOWLEDGED else None

    @property
    def is_overdue(self) -> bool:
        """Whether it ought to have been answered by now."""
        return self.due_at is not None and self.due_at <= timezone.now()

    @property
    def told_labels(self) -> list[str]:
        """Who had been told, in words."""
        return [str(Told(each).label) for each in self.told]


class AlertUpdate(models.Model):
    """One entry in an alert's history with what people wrote; the audit trail names it, and holds no such words."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="updates")
    kind = models.CharField(max_length=15, choices=AlertUpdateKind)
    note = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """Oldest first."""

        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["alert", "at"], name="alert_update_at")]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_kind_display()}: {self.alert_id}"


class AlertClimb(models.Model):
    """That an alert climbed one step after one of its deadlines; it makes every step unique (bars R19)."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="climbs")
    due_at = models.DateTimeField()
    step = models.CharField(max_length=10, choices=ClimbStep)
    at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """Once for each deadline and step."""

        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["alert", "due_at", "step"], name="improvement_climbed_once")]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_step_display()}: {self.alert_id}"
