"""The summary findings report of a round: what editors get as a draft page, and what documents are made of."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit_forms.self_assessments.enums import SummaryStatus
from audit_forms.self_assessments.models.rounds import Round
from audit_forms.self_assessments.querysets import SummaryReportQuerySet
from publications.models import SummaryFindingsPage

TEXTS = (
    "finding",
    "method",
    "response",
    "key_findings",
    "strengths",
    "concerns",
    "for_settings",
    "for_partnership",
    "training",
)
POINTS = "One point on each line."


class SummaryReport(models.Model):
    """What is said in public of a round. Its page and documents are made of it; it names no school or agency.

    `counts` are the exact numbers behind it, which never leave the portal; `charts` is what may be told of them, and
    `hidden` why the rest may not. They stay as they were taken until somebody takes them anew.
    """

    exercise = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="summary_report")
    status = models.CharField(max_length=10, choices=SummaryStatus, default=SummaryStatus.DRAFT)
    finding = models.CharField(
        "the finding in one plain sentence", max_length=180, blank=True, help_text="Shown in every listing."
    )
    method = models.TextField("how we looked", blank=True)
    response = models.TextField("who answered", blank=True)
    key_findings = models.TextField("what we found", blank=True, help_text=POINTS)
    strengths = models.TextField(blank=True, help_text=POINTS)
    concerns = models.TextField(blank=True, help_text=POINTS)
    for_settings = models.TextField("what settings should do", blank=True, help_text=POINTS)
    for_partnership = models.TextField("what the partnership will do", blank=True, help_text=POINTS)
    training = models.TextField("training offered", blank=True, help_text=f"{POINTS} May stay empty.")
    counts = models.JSONField(default=dict)
    charts = models.JSONField(default=list)
    hidden = models.JSONField(default=list)
    counted_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    drafted_at = models.DateTimeField(default=timezone.now, editable=False)
    # Whoever wrote last: somebody else approves it.
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    page = models.OneToOneField(
        SummaryFindingsPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    # When everybody who had been asked was told that it is published.
    told_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SummaryReportQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """One for each round; whoever wrote it last does not approve it."""

        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("written_by")), name="summaries_two_people"
            )
        ]
        default_permissions = ()

    def __str__(self):
        return f"Summary report of {self.exercise}"

    @property
    def is_draft(self) -> bool:
        """Whether its words may change."""
        return self.status == SummaryStatus.DRAFT

    @property
    def is_published(self) -> bool:
        """Whether everybody may read its page; editors publish that in the admin."""
        return self.page is not None and self.page.live
