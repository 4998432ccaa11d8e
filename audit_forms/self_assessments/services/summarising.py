"""From the figures of a round to a page: the report is drafted, written, approved by a second person, and told of."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit_forms.insight.disclosure import NotReady
from audit_forms.insight.services import release
from audit_forms.insight.tally import best_level
from audit_forms.questionnaires.selection import rating_levels
from audit_forms.returns.enums import ReturnStatus
from audit_forms.self_assessments import permissions
from audit_forms.self_assessments.enums import SummaryStatus
from audit_forms.self_assessments.models import Round, SummaryReport
from audit_forms.self_assessments.notifications import tell_leads_of_summary
from audit_forms.self_assessments.services.rounds import lock, require_unit
from audit_forms.self_assessments.summary.charts import charts_of, hidden_of
from audit_forms.self_assessments.summary.composing import RoundWords, draft_texts
from audit_forms.self_assessments.summary.counts import count_round
from audit_forms.self_assessments.summary.figuring import figures_of
from audit_forms.self_assessments.summary.gate import problems_of
from audit_forms.self_assessments.summary.pages import NoPlace, make_page
from portal.dates import format_day
from portal.trail.services import record
from portal.workflow import Stale


@transaction.atomic
def draft_summary(*, exercise: Round, actor: Any) -> SummaryReport:
    """Draft the report of a round from its figures; asked for twice, it is drafted once.

    Raises PermissionDenied, or ValidationError where the round has not opened.
    """
    require_unit(actor)
    locked = lock(exercise)
    there: SummaryReport | None = SummaryReport.objects.filter(exercise=locked).first()
    if there is not None:
        return there
    if not locked.is_open:
        raise ValidationError("The round has not opened yet, so there is nothing to report.")
    report = SummaryReport(exercise=locked, written_by=actor)
    figures = _take(report)
    for name, text in draft_texts(figures, words_of(locked)).items():
        setattr(report, name, text)
    report.save()
    record(actor=actor, action="round.summary_drafted", target=locked)
    return report


@transaction.atomic
def take_figures(*, report: SummaryReport, actor: Any) -> SummaryReport:
    """Count the round again and draw its charts anew; the words stay as they were written. Raises PermissionDenied."""
    locked = _lock_for_writing(report, actor)
    _take(locked)
    locked.written_by, locked.version = actor, locked.version + 1
    locked.save()
    record(actor=actor, action="round.summary_counted", target=locked.exercise)
    return locked


@transaction.atomic
def save_summary(*, report: SummaryReport, version: int, texts: Mapping[str, str], actor: Any) -> SummaryReport:
    """Keep what was written; nothing is refused for being unfinished. Sent twice, it changes once.

    Raises PermissionDenied, or Stale where somebody else saved meanwhile.
    """
    locked = _lock_for_writing(report, actor)
    changed = [name for name, text in texts.items() if getattr(locked, name) != text]
    if not changed:
        return locked
    if locked.version != version:
        raise Stale("report")
    for name in changed:
        setattr(locked, name, texts[name])
    locked.written_by, locked.version = actor, locked.version + 1
    locked.save()
    record(actor=actor, action="round.summary_saved", target=locked.exercise, fields=changed)
    return locked


@transaction.atomic
def approve_summary(*, report: SummaryReport, actor: Any) -> SummaryReport:
    """A second person approves the report, and its page is made as a draft for editors; approved twice, it counts once.

    Its numbers go to the ledger of what is published at once, for from now on an editor may publish the page. Raises
    PermissionDenied, NotReady, or ValidationError where the page has no place or the figures may no longer be told so.
    """
    locked = _lock(report)
    if locked.approved_by_id == actor.pk and not locked.is_draft:
        return locked
    if not permissions.can_approve_summary(actor, locked):
        raise PermissionDenied("Somebody else of the Business Unit than whoever wrote the report last approves it.")
    if problems := problems_of(locked):
        raise NotReady(problems)
    figures = figures_of(locked.exercise, locked.counts)
    if charts_of(figures) != locked.charts:
        raise ValidationError(
            "Other numbers of this round were published meanwhile, so that some of these may no longer be told. Take "
            "the figures anew."
        )
    locked.status, locked.approved_by, locked.approved_at = SummaryStatus.APPROVED, actor, timezone.now()
    try:
        locked.page = make_page(locked)
    except NoPlace as missing:
        raise ValidationError(str(missing)) from missing
    locked.save()
    release(key="summary-report", title=str(locked), exercise=locked.exercise, outcome=figures.protected, actor=actor)
    record(actor=actor, action="round.summary_approved", target=locked.exercise, version=locked.version)
    return locked


@transaction.atomic
def open_summary_again(*, report: SummaryReport, reason: str, actor: Any) -> SummaryReport:
    """Take an approved report back to change it, saying why; its page is thrown away unpublished.

    Raises PermissionDenied, or ValidationError where no reason is given.
    """
    locked = _lock(report)
    if permissions.can_write_summary(actor, locked):
        return locked
    if not permissions.can_open_summary_again(actor, locked):
        raise PermissionDenied("The Business Unit opens a report again, until its page is published.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why the report is opened again."})
    page, locked.page = locked.page, None
    locked.status, locked.approved_by, locked.approved_at = SummaryStatus.DRAFT, None, None
    locked.save()
    if page is not None:
        page.delete()
    record(actor=actor, action="round.summary_opened_again", target=locked.exercise, reason=reason.strip())
    return locked


def tell_of_summaries() -> int:
    """Tell everybody who was asked that the report is published, once; a job, for editors publish it in the admin.

    Returns how many reports were told of.
    """
    found = list(SummaryReport.objects.to_tell().values_list("pk", flat=True))
    return sum(_tell(pk) for pk in found)


@transaction.atomic
def _tell(pk: int) -> bool:
    report = SummaryReport.objects.to_tell().select_for_update(of=("self",)).filter(pk=pk).first()
    if report is None:
        return False
    returns = report.exercise.returns.exclude(status=ReturnStatus.WITHDRAWN).select_related("organisation")
    tell_leads_of_summary(report=report, returns=list(returns))
    report.told_at = timezone.now()
    report.save(update_fields=["told_at"])
    record(actor=None, action="round.summary_told", target=report.exercise)
    return True


def words_of(exercise: Round) -> RoundWords:
    """How the round is spoken of in its report."""
    best = best_level(rating_levels(exercise.edition))
    return RoundWords(
        exercise.title,
        exercise.edition.title,
        format_day(exercise.opens_at),
        format_day(exercise.deadline),
        best.label if best else "the highest rating",
        of_agencies=exercise.asks_agencies,
    )


def _take(report: SummaryReport) -> Any:
    report.counts = count_round(report.exercise)
    figures = figures_of(report.exercise, report.counts)
    report.charts, report.hidden, report.counted_at = charts_of(figures), hidden_of(figures), timezone.now()
    return figures


def _lock(report: SummaryReport) -> SummaryReport:
    locked = SummaryReport.objects.select_for_update(of=("self",)).select_related(
        "exercise__edition__questionnaire", "page"
    )
    return locked.get(pk=report.pk)


def _lock_for_writing(report: SummaryReport, actor: Any) -> SummaryReport:
    locked = _lock(report)
    if not permissions.can_write_summary(actor, locked):
        raise PermissionDenied("The Business Unit writes the report until it is approved.")
    return locked
