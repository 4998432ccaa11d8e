"""The pages made of an approved report: outcome, seven-minute briefing, and a story of the newsletter, from one source.

They are drafts in Wagtail, for editors to polish; `publications` knows nothing of audits.
"""

from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from audit_forms.case_audits.composing import sample_words
from audit_forms.case_audits.models import Report
from audit_forms.insight.disclosure import band_of
from home.querysets import in_language
from portal.texts import capitalised, lines_of, paragraphs_html, points_html
from publications.blocks import BRIEFING_HEADINGS
from publications.enums import RecommendationStatus, Season
from publications.models import (
    AuditOutcomeIndexPage,
    AuditOutcomePage,
    BriefingIndexPage,
    BriefingPage,
    NewsletterIndexPage,
    NewsletterPage,
)

PANEL_LENGTH, CHANGE_LENGTH, OWNER_LENGTH, STORY_HEADING = 360, 250, 90, 90
MONTHS_OF_A_QUARTER = 3
# The quarter a month belongs to, from January on.
SEASONS = (Season.WINTER, Season.SPRING, Season.SUMMER, Season.AUTUMN)


class NoPlace(Exception):
    """A page has nowhere to go: the listing it belongs under is missing; says which."""


def make_outcome(report: Report) -> AuditOutcomePage:
    """A draft of the audit outcome."""
    audit = report.audit
    page = AuditOutcomePage(
        title=audit.title,
        slug=_slug(report),
        finding=report.finding,
        theme=audit.theme,
        programme_year=int(audit.programme.year[:4]),
        method=audit.method,
        sample=band_of(audit.cases.active().count()),
        practice_window=f"{audit.practice_from:%B %Y} to {audit.practice_to:%B %Y}",
        agencies=_kinds_of_agency(report),
        looked_at=paragraphs_html([report.method_words]),
        worked_well=points_html(lines_of(report.worked_well)),
        worried_us=points_html(lines_of(report.worried_us)),
        will_change=points_html([each.change for each in report.recommendations.all()]),
        grades=[
            ("grade", {"area": each.area, "grade": each.grade, "reason": each.reason})
            for each in report.judgements.all()
        ],
        recommendations=[("recommendation", _recommendation(each)) for each in report.recommendations.all()],
        details=paragraphs_html([report.judgement]),
        live=False,
    )
    return _add(AuditOutcomeIndexPage, page)


def make_briefing(report: Report) -> BriefingPage:
    """A draft of the seven-minute briefing."""
    audit = report.audit
    texts = (
        paragraphs_html([f"{audit.title}. Sample: {sample_words(audit.cases.active().count())} cases."]),
        paragraphs_html([report.finding]),
        paragraphs_html([report.judgement]),
        points_html(lines_of(report.worked_well)),
        points_html(lines_of(report.worried_us)),
        points_html(lines_of(report.what_to_do)),
        points_html(lines_of(report.questions)),
    )
    panels = [
        ("panel", {"heading": heading, "text": _shortened(text)})
        for heading, text in zip(BRIEFING_HEADINGS, texts, strict=True)
    ]
    page = BriefingPage(
        title=f"{audit.title}: what our audit found"[:255],
        slug=_slug(report),
        introduction=report.finding,
        theme=audit.theme,
        panels=panels,
        questions=[("question", question[:160]) for question in lines_of(report.questions)],
        live=False,
    )
    return _add(BriefingIndexPage, page)


def add_to_newsletter(report: Report, outcome: AuditOutcomePage) -> NewsletterPage:
    """The story, as the last one of the newsletter that is being written; a new one is begun where there is none."""
    story = {
        "heading": report.audit.title[:STORY_HEADING],
        "text": f"{report.finding} {report.judgement}"[:600],
        "link": {"words": "Read what the audit found", "page": outcome.page_ptr, "address": ""},
    }
    draft = NewsletterPage.objects.in_language().filter(live=False, first_published_at=None).order_by("-pk").first()
    issue = draft.get_latest_revision_as_object() if draft else _new_issue()
    issue.stories.append(("story", story))
    issue.save_revision(clean=False)
    return draft or issue


def _new_issue() -> NewsletterPage:
    today = timezone.localdate()
    newest = NewsletterPage.objects.order_by("-number").first()
    number = newest.number + 1 if newest else 1
    season = SEASONS[(today.month - 1) // MONTHS_OF_A_QUARTER]
    issue = NewsletterPage(
        title=f"Newsletter {number}, {season.label.lower()} {today.year}",
        slug=f"issue-{number}",
        number=number,
        season=season,
        lead_heading="To be written",
        live=False,
    )
    return _add(NewsletterIndexPage, issue)


def _add(index: type[Any], page: Any) -> Any:
    parent = in_language(index.objects.all()).first()
    if parent is None:
        raise NoPlace(f"There is no page of the kind “{index._meta.verbose_name}” to put it under.")
    parent.add_child(instance=page)
    page.save_revision(clean=False)
    return page


def _recommendation(each: Any) -> dict[str, Any]:
    owners = ", ".join(organisation.name for organisation in each.organisations.all())
    return {
        "change": each.change[:CHANGE_LENGTH],
        "owner": (owners if len(owners) <= OWNER_LENGTH else each.responsible_group)[:OWNER_LENGTH],
        "due": each.due_on,
        "status": RecommendationStatus.NOT_STARTED,
        "progress": "",
    }


def _kinds_of_agency(report: Report) -> str:
    sectors = {
        each.organisation.get_sector_display().lower() for each in report.audit.asked.select_related("organisation")
    }
    words = ", ".join(sorted(sectors))
    return capitalised(words)[:250]


def _slug(report: Report) -> str:
    year = report.audit.programme.year
    return f"{slugify(report.audit.title)[:60].strip('-')}-{slugify(year)}"


def _shortened(text: str) -> str:
    """As many whole points as fit a panel; editors see what was left out in the outcome."""
    kept = text
    while len(kept) > PANEL_LENGTH and kept.count("<li>") > 1:
        kept = kept[: kept.rindex("<li>")] + "</ul>"
    return kept
