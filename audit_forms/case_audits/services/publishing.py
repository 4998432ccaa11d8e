"""From an approved report to public pages and followed recommendations; two people see to it (bars S26)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit_forms.case_audits import permissions
from audit_forms.case_audits.enums import AuditStatus
from audit_forms.case_audits.gate import problems_of
from audit_forms.case_audits.models import Report
from audit_forms.case_audits.pages import NoPlace, add_to_newsletter, make_briefing, make_outcome
from audit_forms.case_audits.services.common import move_audit
from audit_forms.case_audits.services.reporting import lock_report
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.improvement.enums import SourceKind
from audit_forms.improvement.services import raise_recommendation
from audit_forms.insight.disclosure import NotReady
from home.publishing import PublishRefused
from portal.accounts.permissions import is_business_unit
from portal.trail.services import record


@transaction.atomic
def make_pages(*, report: Report, actor: Any) -> Report:
    """Make the outcome, the briefing and the newsletter's story as drafts for editors; asked for twice, made once.

    Raises PermissionDenied, NotReady where the text says too much, or TransitionRefused where a page has no place.
    """
    locked = lock_report(report)
    if locked.has_pages and is_business_unit(actor):
        return locked
    if not permissions.can_make_pages(actor, locked):
        raise PermissionDenied("The Business Unit makes the pages of an approved report.")
    problems = problems_of(locked)
    if problems:
        raise NotReady(problems)
    try:
        locked.outcome_page = make_outcome(locked)
        locked.briefing_page = make_briefing(locked)
        locked.newsletter_page = add_to_newsletter(locked, locked.outcome_page)
    except NoPlace as missing:
        raise TransitionRefused(str(missing)) from missing
    locked.pages_made_at, locked.pages_made_by = timezone.now(), actor
    locked.save()
    record(actor=actor, action="audit.pages_made", target=locked.audit, outcome=locked.outcome_page.pk)
    return locked


@transaction.atomic
def publish_report(*, report: Report, actor: Any) -> Report:
    """A second person publishes the outcome and the briefing, and the recommendations go to the tracker.

    The newsletter goes out when its editors send it. Published twice, it counts once. Raises PermissionDenied, or
    TransitionRefused where a page that was made is gone or would bar readers.
    """
    locked = lock_report(report)
    if locked.audit.status == AuditStatus.PUBLISHED and is_business_unit(actor):
        return locked
    if not permissions.can_publish_report(actor, locked):
        raise PermissionDenied("Somebody else of the Business Unit than whoever made the pages publishes them.")
    outcome, briefing = locked.outcome_page, locked.briefing_page
    if outcome is None or briefing is None:
        raise TransitionRefused(
            "A page of this report was deleted. Open the report again and have its pages made anew."
        )
    try:
        _publish_pages(outcome, briefing, actor)
    except PublishRefused as refused:
        raise TransitionRefused(str(refused)) from refused
    for each in locked.recommendations.prefetch_related("organisations"):
        each.raised = raise_recommendation(
            actor=actor,
            organisations=list(each.organisations.all()),
            text=each.change,
            finding=locked.finding,
            responsible_group=each.responsible_group,
            due_on=each.due_on,
            measure=each.measure,
            source_kind=SourceKind.CASE_AUDIT,
            source_words=locked.audit.title,
            published_in=outcome,
        )
        each.save(update_fields=["raised"])
    move_audit(locked.audit, "publish", actor, outcome=outcome.pk, briefing=briefing.pk)
    return locked


def _publish_pages(outcome: Any, briefing: Any, actor: Any) -> None:
    """Who may is asked before: an officer who runs audits need not be an editor of the site."""
    briefing.get_latest_revision().publish(user=actor, skip_permission_checks=True)
    latest = outcome.get_latest_revision_as_object()
    latest.briefing = briefing
    latest.save_revision(user=actor).publish(user=actor, skip_permission_checks=True)
