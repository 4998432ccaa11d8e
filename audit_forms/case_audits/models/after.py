"""What follows an audit: feedback to staff, training, a question for next year, impact, and how well the method did."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from audit_forms.case_audits.enums import Change, FeedbackWay
from audit_forms.case_audits.models.audits import CaseAudit
from audit_forms.case_audits.models.report import ReportRecommendation
from audit_forms.case_audits.querysets import StaffFeedbackQuerySet
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.models import Question

LEAST_USEFUL, MOST_USEFUL = 1, 5


class StaffFeedback(models.Model):
    """That an agency told its staff what an audit found: when, how, to how many, and what they said."""

    audit = models.ForeignKey(CaseAudit, on_delete=models.CASCADE, related_name="staff_feedback")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField("when")
    way = models.CharField("how", max_length=15, choices=FeedbackWay)
    people = models.PositiveSmallIntegerField("to how many people", validators=[MinValueValidator(1)])
    said = models.TextField("what they said", blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now, editable=False)
    key = models.UUIDField(unique=True, editable=False)

    objects = StaffFeedbackQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Newest first. `key` comes from the page it was sent from: sent twice, it is kept once (bars R5)."""

        ordering = ["-given_on", "-pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.organisation}, {self.given_on}"


class TrainingLink(models.Model):
    """A course or resource that answers what an audit found."""

    audit = models.ForeignKey(CaseAudit, on_delete=models.CASCADE, related_name="training")
    title = models.CharField(max_length=150)
    url = models.URLField("address", blank=True)
    held_on = models.DateField("date", null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        """The next date first."""

        ordering = ["held_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["audit", "title", "held_on"], name="case_audits_training_once")]
        default_permissions = ()

    def __str__(self):
        return self.title


class ReauditQuestion(models.Model):
    """A question by which next year's tools find out whether practice has changed, and where it was put."""

    audit = models.ForeignKey(CaseAudit, on_delete=models.CASCADE, related_name="reaudit_questions")
    text = models.TextField("question")
    question = models.OneToOneField(
        Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    wagtail_reference_index_ignore = True

    class Meta:
        """In the order written; each once."""

        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["audit", "text"], name="case_audits_reaudit_once")]
        default_permissions = ()

    def __str__(self):
        return self.text


class ImpactReview(models.Model):
    """What has changed some months after publication, recommendation by recommendation."""

    audit = models.OneToOneField(CaseAudit, on_delete=models.PROTECT, related_name="impact_review")
    conclusion = models.TextField("what has changed for children")
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """One for each audit."""

        default_permissions = ()

    def __str__(self):
        return f"Impact of {self.audit}"


class ImpactLine(models.Model):
    """Before and after of one recommendation, side by side."""

    review = models.ForeignKey(ImpactReview, on_delete=models.CASCADE, related_name="lines")
    recommendation = models.OneToOneField(ReportRecommendation, on_delete=models.PROTECT, related_name="impact")
    before = models.TextField("before")
    after = models.TextField("now")
    change = models.CharField("has it changed?", max_length=10, choices=Change)

    wagtail_reference_index_ignore = True

    class Meta:
        """In the order of the report."""

        ordering = ["recommendation__position", "pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.recommendation}: {self.get_change_display()}"


class EfficacyReview(models.Model):
    """What the group thinks of how an audit was done; the figures beside it are worked out, never typed."""

    audit = models.OneToOneField(CaseAudit, on_delete=models.PROTECT, related_name="efficacy_review")
    worked = models.TextField("what worked about this way of auditing")
    next_time = models.TextField("what we would do otherwise next time")
    usefulness = models.PositiveSmallIntegerField(
        "how useful was it, from 1 to 5",
        validators=[MinValueValidator(LEAST_USEFUL), MaxValueValidator(MOST_USEFUL)],
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """One for each audit."""

        default_permissions = ()

    def __str__(self):
        return f"Efficacy of {self.audit}"
