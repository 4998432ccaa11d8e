"""A case under its pseudonym, and who the child is, kept apart and encrypted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit_forms.case_audits.enums import AgeBand, CaseStatus
from audit_forms.case_audits.models.audits import CaseAudit
from audit_forms.case_audits.querysets import CaseIdentityQuerySet, CaseQuerySet
from audit_forms.case_audits.references import new_case_reference


class Case(models.Model):
    """One child's case in an audit. Only the pseudonym stands here; nothing in this row says who the child is."""

    audit = models.ForeignKey(CaseAudit, on_delete=models.PROTECT, related_name="cases")
    reference = models.CharField("pseudonym", max_length=12, unique=True, default=new_case_reference, editable=False)
    age_band = models.CharField("age", max_length=10, choices=AgeBand, blank=True)
    status = models.CharField(max_length=10, choices=CaseStatus, default=CaseStatus.ACTIVE, editable=False)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    batch = models.ForeignKey(
        "case_audits.CaseBatch", null=True, blank=True, on_delete=models.PROTECT, related_name="cases", editable=False
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CaseQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """In the order added."""

        ordering = ["added_at", "pk"]
        default_permissions = ()

    def __str__(self):
        return self.reference

    @property
    def is_active(self) -> bool:
        """Whether it is audited."""
        return self.status == CaseStatus.ACTIVE


class CaseIdentity(models.Model):
    """Who the child of a case is, for agencies to find the record: encrypted with the vault's own key.

    `secret` is empty once erased; that it was there, and when it went, stays on record (bars G3).
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="identity")
    secret = models.BinaryField(blank=True, editable=False)
    kept_at = models.DateTimeField(default=timezone.now, editable=False)
    erase_on = models.DateField()
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CaseIdentityQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """What is erased holds nothing."""

        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(secret=b""), name="case_audits_erased_is_empty"
            )
        ]
        default_permissions = ()

    def __str__(self):
        return f"Identity of {self.case}"


class IdentityReading(models.Model):
    """That somebody opened an identity, and why they said they needed it (bars G5)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="identity_readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        ordering = ["-at", "-pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.user} read {self.case}"
