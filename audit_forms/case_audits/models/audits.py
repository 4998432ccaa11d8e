"""The year's programme, and one case audit of it."""

from itertools import pairwise

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone

from audit_forms.case_audits.enums import PLANNED_STATUSES, AuditStatus, Body, Subject, Verdict
from audit_forms.case_audits.querysets import CaseAuditQuerySet
from audit_forms.case_audits.references import new_audit_reference
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.enums import QuestionnaireKind
from audit_forms.returns.models import Exercise
from publications.enums import AuditMethod
from publications.models import Theme


class Programme(models.Model):
    """The case audits of one year; the framework asks for four, with room for one that an event calls for."""

    year = models.CharField("programme year", max_length=9, unique=True, help_text="For example 2026-27.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        ordering = ["-year"]
        default_permissions = ()

    def __str__(self):
        return self.year


class CaseAudit(Exercise):
    """One multi-agency audit. `opens_at` is when agencies are told, `deadline` when their audits are due.

    Its title is published at the end, so it names a theme and never a child.
    """

    reference = models.CharField(max_length=20, unique=True, default=new_audit_reference, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="audits")
    status = models.CharField(max_length=20, choices=AuditStatus, default=AuditStatus.DRAFT, editable=False)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("why this theme now", help_text="Data, a review, an inspection, a priority.")
    is_emergent = models.BooleanField("emergent: not one of the four planned", default=False)
    method = models.CharField(max_length=24, choices=AuditMethod)
    cases_planned = models.PositiveSmallIntegerField("number of cases", null=True, blank=True)
    practice_from = models.DateField("practice looked at, from")
    practice_to = models.DateField("to")
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="chaired_audits"
    )
    agencies = models.ManyToManyField(Organisation, through="AuditAgency", related_name="case_audits")

    involvement_due_on = models.DateField("agencies say whether they are involved, and name auditors, by")
    assurance_due_on = models.DateField("quality assurance done by")
    moderation_on = models.DateField("moderation meeting on")
    report_due_on = models.DateField("report drafted by")
    approval_due_on = models.DateField("group approves the report by")
    publish_on = models.DateField("published by")
    impact_due_on = models.DateField("impact reviewed by")

    # Information governance: complete before the start.
    lawful_basis = models.TextField(blank=True)
    dpia_reference = models.CharField("DPIA reference", max_length=100, blank=True)
    minimisation = models.TextField("how little is used", blank=True)
    retention_until = models.DateField("case material is erased on", null=True, blank=True)
    uses_vault = models.BooleanField("identities are kept in the portal’s vault", default=True)

    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CaseAuditQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        ordering = ["-opens_at"]
        default_permissions = ()

    def get_absolute_url(self) -> str:
        """Its page in the programme."""
        return reverse("programme:audit", args=[self.reference])

    def clean(self):
        """The tool is a published case-audit edition, and each date follows the one before it."""
        super().clean()
        problems: dict[str, str] = {}
        if self.edition_id and not self.edition.is_published:
            problems["edition"] = "Publish the edition first: an audit asks questions that never change."
        elif self.edition_id and self.edition.questionnaire.kind != QuestionnaireKind.CASE_AUDIT:
            problems["edition"] = "Choose an edition of a case-audit tool."
        problems |= self._dates_out_of_order()
        if problems:
            raise ValidationError(problems)

    def _dates_out_of_order(self) -> dict[str, str]:
        steps = [(name, getattr(self, name)) for name in self.DATES]
        given = [(name, timezone.localdate(day) if name in self.MOMENTS else day) for name, day in steps if day]
        wrong = {
            name: "This comes before the step that it follows."
            for (_, before), (name, day) in pairwise(given)
            if day < before
        }
        if self.practice_from and self.practice_to and self.practice_to < self.practice_from:
            wrong["practice_to"] = "The practice looked at must end after it begins."
        if self.retention_until and self.impact_due_on and self.retention_until < self.impact_due_on:
            wrong["retention_until"] = "Case material is needed until the impact has been reviewed."
        return wrong

    MOMENTS = frozenset({"opens_at", "deadline"})
    DATES = (
        "opens_at",
        "involvement_due_on",
        "deadline",
        "assurance_due_on",
        "moderation_on",
        "report_due_on",
        "approval_due_on",
        "publish_on",
        "impact_due_on",
    )

    @property
    def is_planned(self) -> bool:
        """Whether it has not started."""
        return self.status in PLANNED_STATUSES

    @property
    def missing_governance(self) -> list[str]:
        """What the information-governance note still needs before the audit may start, in words."""
        wanted = {
            "the lawful basis": self.lawful_basis.strip(),
            "the DPIA reference": self.dpia_reference.strip(),
            "how little is used": self.minimisation.strip(),
            "the date on which case material is erased": self.retention_until,
        }
        return [words for words, given in wanted.items() if not given]


class KeyLine(models.Model):
    """A key line of enquiry: one of the questions an audit wants answered."""

    audit = models.ForeignKey(CaseAudit, on_delete=models.CASCADE, related_name="key_lines")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=300)

    wagtail_reference_index_ignore = True

    class Meta:
        """In the order given."""

        ordering = ["position", "pk"]
        default_permissions = ()

    def __str__(self):
        return self.text


class AuditAgency(models.Model):
    """An agency that an audit asks."""

    audit = models.ForeignKey(CaseAudit, on_delete=models.CASCADE, related_name="asked")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        """Each once."""

        ordering = ["organisation__name"]
        constraints = [models.UniqueConstraint(fields=["audit", "organisation"], name="case_audits_agency_once")]
        default_permissions = ()

    def __str__(self):
        return f"{self.organisation} in {self.audit}"


class Approval(models.Model):
    """What the group or the Executive decided on a plan or a report, and who entered it when."""

    audit = models.ForeignKey(CaseAudit, on_delete=models.CASCADE, related_name="approvals")
    subject = models.CharField(max_length=10, choices=Subject)
    body = models.CharField(max_length=10, choices=Body)
    verdict = models.CharField(max_length=10, choices=Verdict)
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """Oldest first."""

        ordering = ["decided_at", "pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_body_display()}: {self.get_verdict_display()}"
