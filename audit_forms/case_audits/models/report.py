"""The summary report of an audit: what the chair drafts, the group approves and two people publish."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit_forms.case_audits.models.audits import CaseAudit
from audit_forms.case_audits.querysets import ReportQuerySet
from audit_forms.improvement.models import Recommendation
from audit_forms.organisations.models import Organisation
from publications.enums import Grade
from publications.models import AuditOutcomePage, BriefingPage, NewsletterPage

MOST_RECOMMENDATIONS = 5


class Report(models.Model):
    """What is said in public of an audit. Its pages are made of it once it is approved; nothing in it names a case."""

    audit = models.OneToOneField(CaseAudit, on_delete=models.PROTECT, related_name="report")
    finding = models.CharField(
        "the finding in one plain sentence", max_length=180, help_text="Shown in every listing, and in the newsletter."
    )
    method_words = models.TextField("how we looked", help_text="Method, window and agencies; the sample in bands only.")
    worked_well = models.TextField("what worked", help_text="One point on each line.")
    worried_us = models.TextField("what worried us", help_text="One point on each line.")
    judgement = models.TextField("overall judgement", help_text="What the grades add up to, in two or three sentences.")
    what_to_do = models.TextField("what practitioners can do now", help_text="One point on each line.")
    questions = models.TextField("questions for a team to talk about", help_text="Two or three, one on each line.")
    process_learning = models.TextField(
        "what we learned about auditing", blank=True, help_text="Kept for the group’s efficacy review; not published."
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    drafted_at = models.DateTimeField(default=timezone.now, editable=False)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pages_made_at = models.DateTimeField(null=True, blank=True, editable=False)
    pages_made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    outcome_page = models.ForeignKey(
        AuditOutcomePage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    briefing_page = models.ForeignKey(
        BriefingPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    newsletter_page = models.ForeignKey(
        NewsletterPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    objects = ReportQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """One for each audit."""

        default_permissions = ()

    def __str__(self):
        return f"Report of {self.audit}"

    @property
    def has_pages(self) -> bool:
        """Whether its pages have been made."""
        return self.pages_made_at is not None


class Judgement(models.Model):
    """The judgement of the whole audit on one domain of practice, over all its cases."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="judgements")
    question_key = models.SlugField(max_length=60)
    area = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    grade = models.CharField(max_length=24, choices=Grade)
    reason = models.CharField("why, in one sentence", max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        """In the order of the tool; each domain once."""

        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "question_key"], name="case_audits_judged_once")]
        default_permissions = ()

    def __str__(self):
        return f"{self.area}: {self.get_grade_display()}"


class ReportRecommendation(models.Model):
    """One of at most five changes that the report asks for; followed in the tracker from publication on."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="recommendations")
    position = models.PositiveSmallIntegerField(default=0)
    change = models.CharField("change wanted", max_length=250)
    organisations = models.ManyToManyField(Organisation, related_name="+")
    responsible_group = models.CharField("group that follows it", max_length=90)
    due_on = models.DateField("by when")
    measure = models.TextField("how its effect will be measured")
    raised = models.OneToOneField(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    wagtail_reference_index_ignore = True

    class Meta:
        """In the order of the report."""

        ordering = ["position", "pk"]
        default_permissions = ()

    def __str__(self):
        return self.change
