"""One agency's part in one case, and who audits it there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from audit_forms.case_audits.enums import OVER_STATUSES, EndReason, InvolvementStatus
from audit_forms.case_audits.models.cases import Case
from audit_forms.case_audits.querysets import AppointmentQuerySet, InvolvementQuerySet
from audit_forms.organisations.models import Organisation
from audit_forms.returns.models import Return


class Involvement(models.Model):
    """One agency's part in one case: whether it knows the child, who audits, and the return that comes of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="involvements")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="involvements")
    status = models.CharField(
        max_length=20, choices=InvolvementStatus, default=InvolvementStatus.NOTIFIED, editable=False
    )
    # What the agency's lead adds to "historic only", for the Business Unit.
    answer_note = models.CharField(max_length=300, blank=True, editable=False)
    audit_return = models.OneToOneField(
        Return, null=True, blank=True, on_delete=models.PROTECT, related_name="involvement", editable=False
    )
    notified_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = InvolvementQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Each agency once in a case."""

        ordering = ["organisation__name", "case__added_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "organisation"], name="case_audits_involved_once")]
        indexes = [models.Index(fields=["organisation", "status"], name="case_audits_agency_status")]
        default_permissions = ()

    def __str__(self):
        return f"{self.organisation} in {self.case}"

    def get_absolute_url(self) -> str:
        """Its page for the agency."""
        return reverse("audits:case", args=[self.case.reference, self.organisation_id])

    @property
    def is_over(self) -> bool:
        """Whether nothing is asked of the agency: it is not involved, or the case was withdrawn."""
        return self.status in OVER_STATUSES

    @property
    def appointment(self) -> "Appointment | None":
        """Who audits the case for the agency now; reads what was prefetched where it was."""
        return next((each for each in self.appointments.all() if each.is_current), None)


class Appointment(models.Model):
    """That a member of the agency audits a case: named by the lead, declared by the auditor, countersigned."""

    involvement = models.ForeignKey(Involvement, on_delete=models.CASCADE, related_name="appointments")
    auditor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now, editable=False)
    # "I have had no direct practice or management in this case."
    declared_at = models.DateTimeField(null=True, blank=True, editable=False)
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    countersigned_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_because = models.CharField(max_length=10, choices=EndReason, blank=True, editable=False)
    conflict = models.TextField("what the conflict of interest is", blank=True)

    objects = AppointmentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """One at a time; independence is declared before it is countersigned, and by somebody else."""

        ordering = ["named_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["involvement"], condition=Q(ended_at__isnull=True), name="case_audits_one_auditor"
            ),
            models.CheckConstraint(
                condition=Q(countersigned_at__isnull=True) | Q(declared_at__isnull=False),
                name="case_audits_declared_before_countersigned",
            ),
            models.CheckConstraint(
                condition=Q(countersigned_by__isnull=True) | ~Q(countersigned_by=models.F("auditor")),
                name="case_audits_countersigned_by_another",
            ),
        ]
        default_permissions = ()

    def __str__(self):
        return f"{self.auditor} for {self.involvement_id}"

    @property
    def is_current(self) -> bool:
        """Whether the person audits the case now."""
        return self.ended_at is None
