"""The dissemination record: how far what an audit found has been passed on, and what of that is missing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from audit_forms.case_audits.models import AuditAgency, CaseAudit
from portal.dates import format_day
from publications.models import NewsletterPage

THERE, PARTLY, MISSING = "green", "amber", "red"
STAFF_TOLD = "Staff told"
WORDS = {THERE: "There", PARTLY: "Partly", MISSING: "Missing"}


@dataclass(frozen=True)
class Way:
    """One way on which findings are passed on: `tone` for the shape beside its words, `page` where there is one."""

    name: str
    tone: str
    words: str
    page: Any = None
    address: str = ""

    @property
    def label(self) -> str:
        """There, partly or missing."""
        return WORDS[self.tone]


@dataclass(frozen=True)
class DisseminationRecord:
    """All five ways of one audit, in the order in which they usually happen.

    `silent` names the agencies asked that have not told their staff.
    """

    audit: CaseAudit
    ways: list[Way]
    silent: list[str]

    @property
    def missing(self) -> list[str]:
        """The ways that are not complete, as they are called."""
        return [way.name for way in self.ways if way.tone != THERE]


def records_of_dissemination(audits: Iterable[CaseAudit]) -> list[DisseminationRecord]:
    """The records of these audits, however many, in a handful of queries."""
    found = list(audits)
    reports = {each.pk: getattr(each, "report", None) for each in found}
    told_in = _newsletters_about(report for report in reports.values() if report is not None)
    asked = _asked_in(reports)
    return [_record(each, reports[each.pk], told_in, asked[each.pk]) for each in found]


def _asked_in(audits: Iterable[int]) -> dict[int, dict[int, str]]:
    """The names of the agencies asked in each audit, by their keys."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = AuditAgency.objects.filter(audit__in=list(audits)).order_by("organisation__name")
    for audit, key, name in rows.values_list("audit", "organisation", "organisation__name"):
        found[audit][key] = name
    return found


def _record(
    audit: CaseAudit, report: Any, told_in: dict[int, list[NewsletterPage]], asked: dict[int, str]
) -> DisseminationRecord:
    told: dict[int, date] = {}
    for each in audit.staff_feedback.all():
        told[each.organisation_id] = max(each.given_on, told.get(each.organisation_id, each.given_on))
    silent = [name for key, name in asked.items() if key not in told]
    ways = _of_pages(report, told_in)
    return DisseminationRecord(audit, [*ways, _of_staff(asked, told), _of_training(audit)], silent)


def _of_pages(report: Any, told_in: dict[int, list[NewsletterPage]]) -> list[Way]:
    outcome, briefing = (getattr(report, f"{name}_page", None) for name in ("outcome", "briefing"))
    newsletters = [issue for page in (outcome, briefing) if page is not None for issue in told_in[page.pk]]
    return [
        _of_page("Page", outcome),
        _of_page("Briefing", briefing),
        _of_newsletter(newsletters, getattr(report, "newsletter_page", None)),
    ]


def _of_page(name: str, page: Any) -> Way:
    if page is None:
        return Way(name, MISSING, "Not made, or deleted.")
    if not page.live:
        return Way(name, MISSING, "Written, but not published.")
    return Way(name, THERE, f"Published {format_day(page.published_on)}.", page)


def _of_newsletter(issues: list[NewsletterPage], draft: Any) -> Way:
    """The first issue that tells of it; a story in an issue that is not out yet is half the way."""
    if issues:
        first = min(issues, key=lambda issue: (issue.published_on, issue.pk))
        return Way("Newsletter", THERE, f"In the issue of {format_day(first.published_on)}.", first)
    if draft is not None and not draft.live:
        return Way("Newsletter", PARTLY, f"In the draft of “{draft.title}”, which is not out yet.")
    return Way("Newsletter", MISSING, "No issue has a link to the page or the briefing.")


def _of_staff(asked: dict[int, str], told: dict[int, date]) -> Way:
    number = len(asked.keys() & told.keys())
    if not number:
        return Way(STAFF_TOLD, MISSING, f"None of {len(asked)} agencies has told its staff.")
    words = f"{number} of {len(asked)} agencies, last on {format_day(max(told.values()))}."
    return Way(STAFF_TOLD, THERE if number == len(asked) else PARTLY, words)


def _of_training(audit: CaseAudit) -> Way:
    linked = list(audit.training.all())
    if not linked:
        return Way("Training", MISSING, "Nothing is linked.")
    shown = max(linked, key=lambda each: each.held_on or date.min)
    when = f", {format_day(shown.held_on)}" if shown.held_on else ""
    return Way("Training", THERE, f"{shown.title}{when}.", address=shown.url)


def _newsletters_about(reports: Iterable[Any]) -> dict[int, list[NewsletterPage]]:
    """The published issues that link to a report's page or briefing, by that page.

    Asked of Wagtail's index of references, so that it does not matter in which part of an issue the link stands.
    """
    pages = [page for report in reports for page in (report.outcome_page_id, report.briefing_page_id) if page]
    references = ReferenceIndex.objects.filter(
        content_type=ContentType.objects.get_for_model(NewsletterPage),
        to_content_type=ContentType.objects.get_for_model(Page),
        to_object_id__in=[str(page) for page in pages],
    )
    pairs = {(int(to), int(issue)) for to, issue in references.values_list("to_object_id", "object_id")}
    issues = NewsletterPage.objects.readable().in_bulk([issue for _, issue in pairs])
    found: dict[int, list[NewsletterPage]] = defaultdict(list)
    for page, issue in sorted(pairs):
        if issue in issues:
            found[page].append(issues[issue])
    return found
