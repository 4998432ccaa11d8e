"""The meeting of an audit, the grades entered blind before it, and what is agreed in it.

A graded domain is named by the key of its question in the audit's tool; "" is the overall grade of a case.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from audit_forms.case_audits.enums import Presence
from audit_forms.case_audits.models.audits import CaseAudit
from audit_forms.case_audits.models.cases import Case
from audit_forms.case_audits.models.involvement import Involvement
from audit_forms.case_audits.querysets import AgreedQuerySet, BlindGradeQuerySet, ModerationQuerySet
from audit_forms.organisations.models import Organisation
from audit_forms.questionnaires.models import RatingLevel

KEY_LENGTH = 60


class Moderation(models.Model):
    """An audit's moderation: when and where it meets, when it was opened and ended.

    `version` grows with the meeting's details, `news` with everything that those present should see at once.
    """

    audit = models.OneToOneField(CaseAudit, on_delete=models.CASCADE, related_name="moderation")
    meets_at = models.DateTimeField("date and time", null=True, blank=True)
    place = models.CharField("place or link", max_length=500, blank=True)
    papers = models.TextField("papers", blank=True)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    reopened_because = models.TextField("why it was opened again", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    news = models.PositiveIntegerField(default=1, editable=False)

    objects = ModerationQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """One per audit."""

        default_permissions = ()

    def __str__(self):
        return f"Moderation of {self.audit.reference}"

    def get_absolute_url(self) -> str:
        """Its page for everybody who takes part."""
        return reverse("moderation:meeting", args=[self.audit.reference])


class Excuse(models.Model):
    """Why moderation goes ahead though the return of this part is not accepted; the chair says so."""

    involvement = models.OneToOneField(Involvement, on_delete=models.CASCADE, related_name="excuse")
    reason = models.TextField()
    excused_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    excused_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """One for each part."""

        default_permissions = ()

    def __str__(self):
        return f"Excuse of {self.involvement_id}"


class BlindGrade(models.Model):
    """A grade that an agency's auditor enters before the meeting; nobody else sees it until moderation opens."""

    involvement = models.ForeignKey(Involvement, on_delete=models.CASCADE, related_name="blind_grades")
    question_key = models.SlugField(max_length=KEY_LENGTH, blank=True)
    level = models.ForeignKey(RatingLevel, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BlindGradeQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """One for each part and domain."""

        constraints = [
            models.UniqueConstraint(fields=["involvement", "question_key"], name="case_audits_one_blind_grade")
        ]
        default_permissions = ()

    def __str__(self):
        return f"Blind grade of {self.involvement_id}, {self.question_key or 'overall'}"


class AgreedGrade(models.Model):
    """The grade of a case that the meeting agreed on; `version` keeps two people who write at once apart (bars R4)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="agreed_grades")
    question_key = models.SlugField(max_length=KEY_LENGTH, blank=True)
    level = models.ForeignKey(RatingLevel, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AgreedQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """One for each case and domain."""

        constraints = [models.UniqueConstraint(fields=["case", "question_key"], name="case_audits_one_agreed_grade")]
        default_permissions = ()

    def __str__(self):
        return f"Agreed grade of {self.case}, {self.question_key or 'overall'}"


class GradeChange(models.Model):
    """That an agreed grade was set or changed in the meeting, from what, to what, and why."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="grade_changes")
    question_key = models.SlugField(max_length=KEY_LENGTH, blank=True)
    before = models.ForeignKey(RatingLevel, null=True, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(RatingLevel, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AgreedQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """Oldest first."""

        ordering = ["changed_at", "pk"]
        default_permissions = ()

    def __str__(self):
        return f"Change of {self.case}, {self.question_key or 'overall'}"


class Dissent(models.Model):
    """That an agency does not agree, in its auditor's words; one for each agency and domain of a case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="dissents")
    question_key = models.SlugField(max_length=KEY_LENGTH, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AgreedQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        """By agency."""

        ordering = ["organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "question_key", "organisation"], name="case_audits_one_dissent")
        ]
        default_permissions = ()

    def __str__(self):
        return f"Dissent of {self.organisation} in {self.case}"


class LearningTheme(models.Model):
    """A few words for something learned, shared by all audits; the list grows with use."""

    words = models.CharField(max_length=80)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """Alphabetical; capital letters make no new theme."""

        ordering = ["words"]
        constraints = [models.UniqueConstraint(Lower("words"), name="case_audits_one_learning_theme")]
        default_permissions = ()

    def __str__(self):
        return self.words


class ThemeTag(models.Model):
    """A theme of learning found in a case, or in the audit as a whole where no case is named."""

    audit = models.ForeignKey(CaseAudit, on_delete=models.CASCADE, related_name="theme_tags")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.CASCADE, related_name="theme_tags")
    theme = models.ForeignKey(LearningTheme, on_delete=models.PROTECT, related_name="tags")
    tagged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    tagged_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        """Each once."""

        ordering = ["theme__words", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["audit", "case", "theme"], name="case_audits_one_tag", nulls_distinct=False)
        ]
        default_permissions = ()

    def __str__(self):
        return f"{self.theme} in {self.case or self.audit.reference}"


class Attendance(models.Model):
    """Somebody who was expected at the meeting or came; `user` where they have an account."""

    moderation = models.ForeignKey(Moderation, on_delete=models.CASCADE, related_name="attendances")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=150)
    agency = models.CharField(max_length=200, blank=True)
    presence = models.CharField(max_length=10, choices=Presence)

    wagtail_reference_index_ignore = True

    class Meta:
        """Each once."""

        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["moderation", "name", "agency"], name="case_audits_attended_once")
        ]
        default_permissions = ()

    def __str__(self):
        return f"{self.name}: {self.get_presence_display()}"
