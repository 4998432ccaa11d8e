"""What the pages of a report draw."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from audit_forms.case_audits import permissions
from audit_forms.case_audits.enums import FOLLOWED_STATUSES, AuditStatus
from audit_forms.case_audits.models import CaseAudit, Judgement, Report
from portal.dates import format_day, format_moment
from portal.texts import lines_of
from publications.enums import GRADE_STEPS, Grade

register = template.Library()


@register.simple_tag
def report_points(text: str) -> SafeString:
    """A text as a list with one point for each of its lines."""
    items = [(line,) for line in lines_of(text)]
    if not items:
        return format_html('<p class="govuk-body">{}</p>', "Nothing yet.")
    return format_html(
        '<ul class="govuk-list govuk-list--bullet">{}</ul>',
        format_html_join("", '<li class="portal-typed">{}</li>', items),
    )


@register.inclusion_tag("case_audits/reports/grade.html")
def grade_mark(judgement: Judgement) -> dict[str, Any]:
    """A judgement as a word and a bar of four steps."""
    return {"label": judgement.get_grade_display(), "steps": GRADE_STEPS[Grade(judgement.grade)]}


@register.simple_tag
def report_state(report: Report) -> str:
    """How far the report is, and whose turn it is by when, in a sentence."""
    audit = report.audit
    if audit.status == AuditStatus.REPORT_DRAFTED:
        return f"The chair writes it. The group approves it by {format_day(audit.approval_due_on)}."
    if audit.status == AuditStatus.REPORT_APPROVED and not report.has_pages:
        day = format_day(audit.publish_on)
        return f"The group has approved it. The Business Unit makes its pages; publication by {day}."
    if audit.status == AuditStatus.REPORT_APPROVED:
        return f"Its pages are made. A second person publishes them by {format_day(audit.publish_on)}."
    published = report.outcome_page and report.outcome_page.first_published_at
    return f"Published {format_moment(published)}." if published else "Published."


@register.inclusion_tag("case_audits/parts/links.html", takes_context=True)
def audit_links(context: dict[str, Any], audit: CaseAudit) -> dict[str, Any]:
    """The ways from an audit's page to its moderation, report and what followed, as far as they are this reader's."""
    user = context["request"].user
    found: list[tuple[str, str]] = []
    if CaseAudit.objects.moderation_visible_to(user).filter(pk=audit.pk).exists():
        found.append(("Moderation", reverse("moderation:meeting", args=[audit.reference])))
    has_report = Report.objects.visible_to(user).filter(audit=audit).exists()
    if has_report or permissions.can_draft_report(user, audit):
        found.append(("Summary report", reverse("reports:report", args=[audit.reference])))
    if audit.status in FOLLOWED_STATUSES and permissions.can_compare_methods(user):
        found.append(("Where its findings went", reverse("efficacy:follow_up", args=[audit.reference])))
        found.append(("How the audit was done", reverse("efficacy:audit", args=[audit.reference])))
    if permissions.can_tell_staff(user, audit):
        found.append(("Feedback to your staff", reverse("efficacy:feedback", args=[audit.reference])))
    return {"links": found}
