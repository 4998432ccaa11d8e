"""The page made of an approved report: a draft for editors to finish; its charts and quotations are frozen."""

from typing import Any

from django.utils.text import slugify

from audit_forms.self_assessments.models import Quotation, SummaryReport
from home.querysets import in_language
from portal.texts import lines_of, paragraphs_html, points_html
from publications.models import SummaryFindingsIndexPage, SummaryFindingsPage

PLAIN = ("method", "response")
POINTS = ("key_findings", "strengths", "concerns", "for_settings", "for_partnership", "training")


class NoPlace(Exception):
    """The listing that the page belongs under is missing."""


def make_page(report: SummaryReport) -> SummaryFindingsPage:
    """A draft of the page. Raises NoPlace where there is no listing to put it under."""
    parent = in_language(SummaryFindingsIndexPage.objects.all()).first()
    if parent is None:
        raise NoPlace(
            "There is no listing of summaries of self-assessments yet. An editor adds it below the home page."
        )
    texts = {name: paragraphs_html(lines_of(getattr(report, name))) for name in PLAIN}
    points = {name: points_html(lines_of(text)) for name in POINTS if (text := getattr(report, name).strip())}
    page = SummaryFindingsPage(
        title=f"{report.exercise.title}: what we found"[:255],
        slug=free_slug(parent, slugify(report.exercise.title)[:70].strip("-")),
        finding=report.finding,
        round_words=report.exercise.title[:120],
        charts=[("chart", chart) for chart in report.charts],
        voices=[("voice", voice) for voice in voices_of(report)],
        live=False,
        **texts,
        **points,
    )
    parent.add_child(instance=page)
    page.save_revision(clean=False)
    return page


def voices_of(report: SummaryReport) -> list[dict[str, Any]]:
    """The round's themes with the quotations that a second person has released, each text once."""
    found: dict[str, dict[str, None]] = {}
    quotations = Quotation.objects.publishable().filter(theme__exercise=report.exercise_id).select_related("theme")
    for each in quotations.order_by("theme__name", "pk"):
        found.setdefault(each.theme.name, {})[each.text] = None
    return [{"theme": theme, "quotations": list(texts)} for theme, texts in found.items()]


def free_slug(parent: SummaryFindingsIndexPage, wanted: str) -> str:
    """The slug, with a number where a page of that name is there already."""
    taken = set(parent.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(each for each in numbered if each not in taken)
