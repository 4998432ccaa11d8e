"""What the pages of a report draw."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.gate import lines_of
from audit_forms.case_audits.models import Judgement, Report
from portal.dates import format_day, format_moment
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
