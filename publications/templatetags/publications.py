"""What other apps show of the publications, and what the publications' own templates draw."""

from typing import Any

from django import template
from django.utils import timezone

from home.models.audiences import is_for
from publications.dates import ComingDate, next_dates
from publications.drawings import HEIGHT, WIDTH, cycle_nodes
from publications.enums import BriefingUse
from publications.framework_parts import part_anchor
from publications.models import AuditOutcomePage, BriefingPage, EventPage, FrameworkPage
from publications.rows import Part, Row, rows_of

register = template.Library()

GRADE_BAR_STEPS = 4
# Of a page with its forty columns the home page needs only these (bars P2).
ADDRESS = ("title", "slug", "url_path")


@register.simple_tag
def newest_outcomes(count: int = 3) -> list[AuditOutcomePage]:
    """The newest audit outcomes, for the home page."""
    columns = (*ADDRESS, "published_on", "finding", "changed_since", "theme")
    return list(AuditOutcomePage.objects.for_reader().newest_first().select_related("theme").only(*columns)[:count])


@register.simple_tag
def newest_briefing() -> BriefingPage | None:
    """The newest briefing, for the home page."""
    return BriefingPage.objects.for_reader().newest_first().select_related("theme").first()


@register.simple_tag
def coming_dates(count: int = 4) -> list[ComingDate]:
    """The next dates, for the home page: events of the site and the diary of the newest newsletter, each once."""
    return next_dates(count)


@register.simple_tag
def newest_for(audience: str, count: int = 3) -> dict[str, list[Row]]:
    """The newest outcomes and briefings and the next events for an audience, for its landing page."""
    wanted = is_for([audience])
    outcomes, briefings = (model.objects.for_reader().filter(wanted) for model in (AuditOutcomePage, BriefingPage))
    events = EventPage.objects.for_reader().filter(wanted).coming(timezone.now())
    return rows_of(
        Part("outcomes", outcomes.newest_first(), count, text="finding", day="published_on"),
        Part("briefings", briefings.newest_first(), count, text="introduction", day="published_on"),
        Part("events", events, count, text="introduction"),
    )


@register.inclusion_tag("publications/components/newsletter_signup.html", takes_context=True)
def newsletter_signup(context: dict[str, Any]) -> dict[str, Any]:
    """The way to the newsletter."""
    return {"language": context.get("language")}


@register.inclusion_tag("publications/components/cycle.html", takes_context=True)
def audit_cycle(context: dict[str, Any], framework: FrameworkPage | None = None, heading: str = "") -> dict[str, Any]:
    """The audit cycle drawn as a loop whose steps lead to the parts of the framework.

    Within the framework give the page itself; elsewhere the published one is found. Without it nothing is drawn, and
    there is no heading either.
    """
    page = framework or FrameworkPage.objects.for_reader().only(*ADDRESS, "cycle", "body").first()
    steps = [] if page is None else [block.value for block in page.cycle]
    address = "" if framework or page is None else page.get_url(context["request"])
    headings = {} if page is None else {number: block.value["heading"] for number, block in enumerate(page.body, 1)}
    nodes = cycle_nodes([step["name"] or "" for step in steps])
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "heading": heading,
        "language": context.get("language"),
        "steps": [
            {
                "node": node,
                "name": step["name"],
                "text": step["text"],
                "href": f"{address}#{part_anchor(step['part'], headings.get(step['part'], ''))}",
            }
            for node, step in zip(nodes, steps, strict=True)
        ],
    }


@register.inclusion_tag("publications/components/grade_bar.html")
def grade_bar(filled: int) -> dict[str, Any]:
    """A bar of four steps of which some are filled; the grade's word stands beside it."""
    return {"steps": [{"x": 2 + step * 26, "filled": step < filled} for step in range(GRADE_BAR_STEPS)]}


@register.filter
def css_string(words: str) -> str:
    """Words as they may stand between quotes of a stylesheet: every sign that is no letter, digit or space escaped."""
    return "".join(each if each.isalnum() or each == " " else f"\\{ord(each):x} " for each in words)


@register.inclusion_tag("publications/components/counted.html", takes_context=True)
def briefing_use(context: dict[str, Any], page: BriefingPage) -> dict[str, Any]:
    """The buttons by which readers say that they used a briefing, and how often it was used."""
    request = context.get("request")
    thanks = request is not None and request.GET.get("thanks") in BriefingUse.values
    counted = {"used": context.get("used", ""), "language": context.get("language")}
    return {"page": page, "uses": BriefingUse, "thanks": thanks, **counted}
