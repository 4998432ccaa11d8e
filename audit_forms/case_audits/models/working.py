"""How the Business Unit works on the cases of an audit: cases given in one go, and agencies chased."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit_forms.case_audits.enums import ChaseSegment
from audit_forms.case_audits.models.audits import CaseAudit
from audit_forms.case_audits.models.involvement import Involvement
from audit_forms.case_audits.querysets import CaseBatchQuerySet


class CaseBatch(models.Model):
    """Cases given in one go, so that they are added once however often that is sent.

    `secret` is a list that waits to be confirmed, sealed as identities are; it is emptied when the cases are added,
    when the list is thrown away, and after an hour.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    audit = models.ForeignKey(CaseAudit, on_delete=models.CASCADE, related_name="batches")
    secret = models.BinaryField(blank=True, editable=False)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    added_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CaseBatchQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """What was added holds nothing any more."""

        constraints = [
            models.CheckConstraint(
                condition=Q(added_at__isnull=True) | Q(secret=b""), name="case_audits_added_is_empty"
            )
        ]
        default_permissions = ()

    def __str__(self):
        return f"Cases of {self.audit_id}, given {self.given_at:%Y-%m-%d}"


class CaseChase(models.Model):
    """One press by which agencies were chased; the same `key` sends once."""

    key = models.UUIDField(unique=True, editable=False)
    audit = models.ForeignKey(CaseAudit, on_delete=models.CASCADE, related_name="chases")
    segment = models.CharField(max_length=20, choices=ChaseSegment)
    text = models.TextField()
    people = models.PositiveIntegerField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        ordering = ["-sent_at", "-pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_segment_display()}, {self.sent_at:%Y-%m-%d}"


class ChasedPart(models.Model):
    """That an agency was chased for its part in a case."""

    chase = models.ForeignKey(CaseChase, on_delete=models.CASCADE, related_name="parts")
    involvement = models.ForeignKey(Involvement, on_delete=models.CASCADE, related_name="chased")

    wagtail_reference_index_ignore = True

    class Meta:
        """Once in each chase."""

        constraints = [
            models.UniqueConstraint(fields=["chase", "involvement"], name="case_audits_chased_once"),
        ]
        default_permissions = ()

    def __str__(self):
        return f"Chase {self.chase_id} of part {self.involvement_id}"
