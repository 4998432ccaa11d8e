"""Which moderations, agreed grades, reports and feedback to staff."""

from typing import Any

from django.db import models

from audit_forms.case_audits.enums import APPROVED_REPORT_STATUSES
from audit_forms.case_audits.querysets.working import telling
from portal.accounts.enums import Role
from portal.accounts.permissions import has_role, is_business_unit


class ReportQuerySet(models.QuerySet):
    """Selections of summary reports."""

    def visible_to(self, user: Any) -> "ReportQuerySet":
        """Reports that the person may read before they are public: the Business Unit, the audit's chair, the group.

        The Executive reads one once the group has approved it.
        """
        if is_business_unit(user) or has_role(user, Role.QUALITY_AND_IMPACT_GROUP):
            return self.all()
        if not user.is_authenticated or not user.is_active:
            return self.none()
        approved = models.Q(audit__status__in=APPROVED_REPORT_STATUSES)
        executive = approved if has_role(user, Role.EXECUTIVE) else models.Q(pk__in=[])
        return self.filter(models.Q(audit__chair=user) | executive)

    def with_context(self) -> "ReportQuerySet":
        """Brings along what every page of a report shows."""
        return self.select_related("audit__theme", "audit__chair", "audit__programme", "outcome_page", "briefing_page")


class StaffFeedbackQuerySet(models.QuerySet):
    """Selections of feedback given to staff."""

    def visible_to(self, user: Any) -> "StaffFeedbackQuerySet":
        """All for the Business Unit and the group; for agencies what their own auditors and leads entered."""
        if is_business_unit(user) or has_role(user, Role.QUALITY_AND_IMPACT_GROUP):
            return self.all()
        return self.filter(organisation__in=telling(user))


class ModerationQuerySet(models.QuerySet):
    """Selections of moderations."""

    def visible_to(self, user: Any) -> "ModerationQuerySet":
        """Those whose meeting the person knows of: the Business Unit, the chair, and agencies with a part in it."""
        if is_business_unit(user):
            return self.all()
        if not user.is_authenticated or not user.is_active:
            return self.none()
        audits: Any = self.model._meta.get_field("audit").related_model
        return self.filter(audit__in=audits.objects.moderation_visible_to(user).values("pk"))


class BlindGradeQuerySet(models.QuerySet):
    """Selections of grades entered before the meeting."""

    def visible_to(self, user: Any) -> "BlindGradeQuerySet":
        """Until moderation opens, one's own as the agency's auditor; then those of cases that the person moderates."""
        field: Any = self.model._meta.get_field("involvement")
        involvements = field.related_model.objects
        cases: Any = field.related_model._meta.get_field("case").related_model
        own = involvements.to_grade_blind(user).values("pk")
        opened = cases.objects.moderated_by(user).values("pk")
        return self.filter(models.Q(involvement__in=own) | models.Q(involvement__case__in=opened))


class AgreedQuerySet(models.QuerySet):
    """Selections of what was agreed, changed or objected to in a case."""

    def visible_to(self, user: Any) -> "AgreedQuerySet":
        """Of the cases that the person moderates."""
        cases: Any = self.model._meta.get_field("case").related_model
        return self.filter(case__in=cases.objects.moderated_by(user).values("pk"))
