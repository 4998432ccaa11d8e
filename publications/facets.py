"""What the publications let search be narrowed by, with what there is to choose."""

from typing import Any

from django.db.models import Subquery
from django.utils import timezone
from wagtail.models import Site

from home.facets import Facet
from publications.models import (
    AuditOutcomePage,
    BriefingPage,
    EventPage,
    NewsletterPage,
    SummaryFindingsPage,
    Theme,
)

# The date by which each kind of publication has a year.
DATED: dict[Any, str] = {
    AuditOutcomePage: "published_on",
    BriefingPage: "published_on",
    NewsletterPage: "published_on",
    SummaryFindingsPage: "published_on",
    EventPage: "starts_at",
}


def themes() -> list[tuple[str, str]]:
    """Every theme, by slug."""
    return list(Theme.objects.values_list("slug", "name"))


def years() -> list[tuple[str, str]]:
    """From next year, where there are events in it, to the earliest that has anything: one query of few rows."""
    firsts = {
        f"first{number}": Subquery(model.objects.order_by(field).values(field)[:1])
        for number, (model, field) in enumerate(DATED.items())
    }
    last = Subquery(EventPage.objects.order_by("-starts_at").values("starts_at")[:1])
    days = Site.objects.annotate(**firsts, last=last).values_list(*firsts, "last").first() or ()
    found = {day.year for day in days if day} | {timezone.localdate().year}
    return [(str(year), str(year)) for year in range(max(found), min(found) - 1, -1)]


THEME = Facet("theme", "Theme", themes)
YEAR = Facet("year", "Year", years)
