"""From what was agreed to an approved report: drafting, writing, approving, opening again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit_forms.case_audits import permissions
from audit_forms.case_audits.agreed import agreed_domains, theme_words
from audit_forms.case_audits.composing import draft_of
from audit_forms.case_audits.enums import AuditStatus, Body, Subject, Verdict
from audit_forms.case_audits.gate import problems_of
from audit_forms.case_audits.models import CaseAudit, Judgement, Report, ReportRecommendation
from audit_forms.case_audits.models.report import MOST_RECOMMENDATIONS
from audit_forms.case_audits.moderation import moderation_summary
from audit_forms.case_audits.services.common import lock_audit, move_audit
from audit_forms.case_audits.workflow import TransitionRefused
from audit_forms.insight.disclosure import NotReady
from audit_forms.organisations.models import Organisation
from portal.trail.services import record
from portal.workflow import Stale


@dataclass(frozen=True)
class Wanted:
    """One recommendation as it was typed."""

    change: str
    organisations: Collection[Organisation]
    responsible_group: str
    due_on: date
    measure: str


@transaction.atomic
def draft_report(*, audit: CaseAudit, actor: Any) -> Report:
    """Draft the report of what moderation agreed; asked for twice, it is drafted once. Raises PermissionDenied."""
    locked = lock_audit(audit)
    if not permissions.can_draft_report(actor, locked):
        raise PermissionDenied("The chair drafts the report, once moderation has ended.")
    there: Report | None = Report.objects.filter(audit=locked).first()
    if there is not None:
        return there
    summary = moderation_summary(locked)
    domains = agreed_domains(summary)
    draft = draft_of(locked, domains, theme_words(summary), summary.cases, locked.asked.count())
    report = Report.objects.create(audit=locked, drafted_by=actor, **vars(draft))
    Judgement.objects.bulk_create(
        Judgement(report=report, question_key=each.key, area=each.area, position=place, grade=each.grade)
        for place, each in enumerate(domains)
    )
    record(actor=actor, action="audit.report_drafted", target=locked)
    return report


@transaction.atomic
def save_report(
    *,
    report: Report,
    version: int,
    texts: Mapping[str, str],
    judgements: Mapping[str, tuple[str, str]],
    recommendations: Sequence[Wanted],
    actor: Any,
) -> Report:
    """Keep what the chair or the Business Unit wrote; nothing is refused for being unfinished.

    `texts` maps fields of the report, `judgements` a domain's key to grade and reason. Sent twice, it changes once.
    Raises PermissionDenied, Stale where somebody else saved meanwhile, or TransitionRefused for too many
    recommendations.
    """
    locked = lock_report(report)
    if not permissions.can_write_report(actor, locked):
        raise PermissionDenied("The chair and the Business Unit write the report until it is approved.")
    if len(recommendations) > MOST_RECOMMENDATIONS:
        raise TransitionRefused(f"A report makes at most {MOST_RECOMMENDATIONS} recommendations.")
    changed = _changed(locked, texts, judgements, recommendations)
    if not changed:
        return locked
    if locked.version != version:
        raise Stale("report")
    for name, text in texts.items():
        setattr(locked, name, text)
    locked.version += 1
    locked.save()
    for each in locked.judgements.filter(question_key__in=judgements):
        each.grade, each.reason = judgements[each.question_key]
        each.save(update_fields=["grade", "reason"])
    if "recommendations" in changed:
        _replace(locked, recommendations)
    record(actor=actor, action="audit.report_saved", target=locked.audit, fields=changed)
    return locked


@transaction.atomic
def approve_report(*, report: Report, note: str, actor: Any) -> Report:
    """The group approves the report as it is; approved twice, it counts once. Raises PermissionDenied, NotReady."""
    locked = lock_report(report)
    if locked.audit.status == AuditStatus.REPORT_APPROVED and permissions.is_group(actor):
        return locked
    if not permissions.can_approve_report(actor, locked):
        raise PermissionDenied("The Quality and Impact Group approves the report.")
    problems = problems_of(locked)
    if problems:
        raise NotReady(problems)
    _decide(locked, Verdict.AGREED, note, actor)
    move_audit(locked.audit, "approve_report", actor, version=locked.version)
    return locked


@transaction.atomic
def open_report_again(*, report: Report, note: str, actor: Any) -> Report:
    """Take an approved report back to change it, saying why; what was made of it is thrown away unpublished.

    Raises PermissionDenied, or TransitionRefused where no reason is given.
    """
    locked = lock_report(report)
    if permissions.can_write_report(actor, locked):
        return locked
    if not permissions.can_open_report_again(actor, locked):
        raise PermissionDenied("The chair and the Business Unit open a report again, until it is published.")
    if not note.strip():
        raise TransitionRefused("Say why the report is opened again.")
    _throw_pages_away(locked)
    _decide(locked, Verdict.SENT_BACK, note, actor)
    move_audit(locked.audit, "send_report_back", actor)
    return locked


def lock_report(report: Report) -> Report:
    """The report as it is now; its audit is locked with it."""
    lock_audit(report.audit)
    locked: Report = Report.objects.with_context().get(pk=report.pk)
    return locked


def _decide(locked: Report, verdict: Verdict, note: str, actor: Any) -> None:
    body = Body.GROUP if permissions.is_group(actor) else Body.UNIT
    locked.audit.approvals.create(subject=Subject.REPORT, body=body, verdict=verdict, note=note, decided_by=actor)


def _changed(
    locked: Report,
    texts: Mapping[str, str],
    judgements: Mapping[str, tuple[str, str]],
    recommendations: Sequence[Wanted],
) -> list[str]:
    """The fields that differ from what is kept."""
    changed = [name for name, text in texts.items() if getattr(locked, name) != text]
    kept = {each.question_key: (each.grade, each.reason) for each in locked.judgements.all()}
    changed += [key for key, typed in judgements.items() if key in kept and kept[key] != typed]
    asked = [_facts(each, each.organisations) for each in recommendations]
    stored = [_facts(each, each.organisations.all()) for each in locked.recommendations.all()]
    return [*changed, *(["recommendations"] if asked != stored else [])]


def _facts(each: Any, organisations: Collection[Organisation]) -> tuple[Any, ...]:
    to = frozenset(organisation.pk for organisation in organisations)
    return each.change, each.responsible_group, each.due_on, each.measure, to


def _replace(locked: Report, recommendations: Sequence[Wanted]) -> None:
    locked.recommendations.all().delete()
    for place, wanted in enumerate(recommendations):
        made = ReportRecommendation.objects.create(
            report=locked,
            position=place,
            change=wanted.change,
            responsible_group=wanted.responsible_group,
            due_on=wanted.due_on,
            measure=wanted.measure,
        )
        made.organisations.set(wanted.organisations)


def _throw_pages_away(locked: Report) -> None:
    """Pages that were made and never published; the newsletter's draft keeps its other stories."""
    for page in (locked.outcome_page, locked.briefing_page):
        if page is not None and not page.live:
            page.delete()
    locked.outcome_page = locked.briefing_page = None
    locked.pages_made_at = locked.pages_made_by = None
    locked.save(update_fields=["outcome_page", "briefing_page", "pages_made_at", "pages_made_by"])
