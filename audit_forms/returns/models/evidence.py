"""What shows that an answer is true: statements, links and files, kept by the organisation from year to year."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.models import Question
from audit_forms.returns.enums import EvidenceKind, FileState
from audit_forms.returns.files.kinds import KINDS
from audit_forms.returns.models.returns import Return
from audit_forms.returns.querysets import EvidenceQuerySet


class Evidence(models.Model):
    """One piece of evidence of an organisation; used for any number of questions, in any number of years.

    A file lies in the private storage under a random name and is given out only when found clean (bars S14, S15).
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=10, choices=EvidenceKind)
    title = models.CharField(max_length=200)
    text = models.TextField("statement", blank=True)
    url = models.URLField("link", max_length=1000, blank=True)
    in_force_since = models.DateField("in force since", null=True, blank=True)
    stored_name = models.CharField(max_length=100, blank=True, editable=False)
    file_name = models.CharField(max_length=255, blank=True, editable=False)
    content_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField("bytes", default=0, editable=False)
    digest = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    state = models.CharField(max_length=12, choices=FileState, blank=True, editable=False)
    refusal = models.CharField("why it was refused", max_length=300, blank=True, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EvidenceQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first."""

        verbose_name_plural = "evidence"
        ordering = ["-added_at", "-pk"]
        default_permissions = ()

    def __str__(self):
        return self.title

    @property
    def kind_words(self) -> str:
        """What it is: "PDF file", "Link" or "Statement"."""
        labels = {kind.content_type: kind.label for kind in KINDS.values()}
        return labels.get(self.content_type) or str(self.get_kind_display())

    @property
    def is_file(self) -> bool:
        """Whether it is a file."""
        return self.kind == EvidenceKind.FILE

    @property
    def may_be_opened(self) -> bool:
        """Whether it is a file that is given out."""
        return self.is_file and self.state == FileState.CLEAN

    @property
    def is_refused(self) -> bool:
        """Whether it is a file that was refused: it shows nothing and counts for nothing."""
        return self.is_file and self.state == FileState.REFUSED


class EvidenceUse(models.Model):
    """A piece of evidence given for one question of one return."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="uses")
    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="evidence_uses")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """Once per question, oldest first."""

        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit_return", "question", "evidence"], name="returns_evidence_once_per_question"
            )
        ]
        default_permissions = ()

    def __str__(self):
        return f"Evidence {self.evidence_id} for question {self.question_id}"
