"""What the publications let search be narrowed by, with what there is to choose."""

from typing import Any

from django.db.models import Subquery
from wagtail.models import Site

from home.facets import Facet
from publications.models import AuditOutcomePage, BriefingPage, EventPage, NewsletterPage, Theme

# The date by which each kind of publication has a year.
DATED: dict[Any, str] = {
    AuditOutcomePage: "published_on",
    BriefingPage: "published_on",
    NewsletterPage: "published_on",
    EventPage: "starts_at",
}


def themes() -> list[tuple[str, str]]:
    """Every theme, by slug."""
    return list(Theme.objects.values_list("slug", "name"))


def years() -> list[tuple[str, str]]:
    """The years from the latest published page to the earliest: one query that reads two rows of each kind."""
    ends = {}
    for number, (model, field) in enumerate(DATED.items()):
        for sign in ("", "-"):
            ordered = model.objects.live().order_by(f"{sign}{field}").values(field)[:1]
            ends[f"end{number}{'last' if sign else 'first'}"] = Subquery(ordered)
    days = Site.objects.annotate(**ends).values_list(*ends).first() or ()
    found = {day.year for day in days if day}
    return [(str(year), str(year)) for year in range(max(found), min(found) - 1, -1)] if found else []


THEME = Facet("theme", "Theme", themes)
YEAR = Facet("year", "Year", years)
