"""Demo content of the home app: an invented partnership and its ordinary pages."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from wagtail.models import Page, Site

from home import models

CONTENT = Path(__file__).parent / "demo_content" / "pages.yaml"
NAME = "Merrowdale Safeguarding Children Partnership"
SETTINGS = {
    "name": NAME,
    "short_name": "MSCP",
    "area": "Merrowdale",
    "front_door_name": "Merrowdale Children’s Front Door",
    "front_door_phone": "01632 960 001",
    "front_door_hours": "Monday to Friday, 8.30am to 5pm",
    "out_of_hours_phone": "01632 960 002",
    "contact_email": "partnership@demo.example",
    "contact_phone": "01632 960 010",
    "contact_address": "Business Unit, Tarn House, 4 Weir Lane, Merrowdale",
    "accessibility_prepared_on": date(2026, 11, 2),
    "accessibility_reviewed_on": date(2026, 11, 16),
    "accessibility_tested_on": date(2026, 11, 16),
    "accessibility_tested_by": "the makers of the portal",
}


def load_home_demo() -> models.HomePage:
    """Write the demo's settings and pages, over what was there; running it twice changes nothing more."""
    site = Site.objects.get(is_default_site=True)
    home = models.HomePage.objects.get()
    specifications = yaml.safe_load(CONTENT.read_text())
    pages = {each["slug"]: _place(each, home) for each in specifications}
    for each in specifications:
        _write(pages[each["slug"]], each, pages)
    _write_home(home, pages)
    chosen = {each["setting"]: pages[each["slug"]] for each in specifications if "setting" in each}
    models.PartnershipSettings.objects.update_or_create(site=site, defaults={**SETTINGS, **chosen})
    Site.objects.filter(pk=site.pk).update(site_name=NAME)
    return home


def _place(specification: dict[str, Any], home: models.HomePage) -> Page:
    """The page itself, found by its slug or added, still without text."""
    model = getattr(models, specification["type"])
    parent = home
    if "parent" in specification:
        parent = Page.objects.child_of(home).get(slug=specification["parent"])
    found = model.objects.child_of(parent).filter(slug=specification["slug"]).first()
    if found:
        return found
    page = model(
        title=specification["title"],
        slug=specification["slug"],
        show_in_menus=specification.get("menu", False),
    )
    return parent.add_child(instance=page)


def _write(page: Page, specification: dict[str, Any], pages: dict[str, Page]) -> None:
    """Introduction and body; published once, and again only when the words are new."""
    # Read afresh: the tree's counts have changed since the page was placed.
    page.refresh_from_db()
    page.introduction = specification.get("introduction", "")
    if isinstance(page, models.InformationPage | models.SectionPage):
        page.audience = specification.get("audience", "")
    for audience in specification.get("audiences", []):
        setattr(page, f"for_{audience}", True)
    page.body = [_block(part, pages) for part in specification.get("body", [])]
    _publish_changes(page)


def _write_home(home: models.HomePage, pages: dict[str, Page]) -> None:
    home.refresh_from_db()
    home.title = "Safeguarding children together in Merrowdale"
    home.purpose = (
        "We check how well services help and protect children, say openly what we find, and stay with it until "
        "practice has changed."
    )
    home.routes = [
        ("route", _route("I work with children", "professionals", "What we expect and what we offer", pages)),
        ("route", _route("I lead a school or agency", "", "Sign in", pages)),
        ("route", _route("I am a parent, carer or young person", "families", "Help and your rights", pages)),
    ]
    _publish_changes(home)


def _route(title: str, slug: str, link_text: str, pages: dict[str, Page]) -> dict[str, Any]:
    texts = {
        "professionals": "Briefings, how to share information, your part in audits and self-assessments.",
        "": "Complete your self-assessment, sign it off, take part in a case audit.",
        "families": "Where to turn when you are worried, and how services should treat you.",
    }
    return {"title": title, "text": texts[slug], "page": pages.get(slug), "link_text": link_text}


def _publish_changes(page: Page) -> None:
    """Publish a revision where what is stored differs, so that history holds no empty steps."""
    stored = page.specific_class.objects.get(pk=page.pk)
    if page.has_unpublished_changes or _words(stored) != _words(page) or not page.latest_revision_id:
        page.save_revision().publish()


def _words(page: Page) -> list[Any]:
    fields = ("title", "introduction", "body", "purpose", "routes", "audience", "audiences")
    return [str(getattr(page, field, "")) for field in fields]


def _block(part: dict[str, Any], pages: dict[str, Page]) -> tuple[str, Any]:
    """One part of a page from its short form in the file."""
    kind, value = next(iter(part.items()))
    if isinstance(value, str):
        value = _link(value, pages)
    match kind:
        case "heading":
            return kind, {"text": value, "level": "h2"}
        case "callout" | "warning":
            return "callout", {"tone": "note" if kind == "callout" else "warning", "text": value}
        case "steps":
            return kind, {"steps": value}
        case "table":
            return kind, {"caption": value["caption"], "table": _table(value)}
    return kind, value


def _link(text: str, pages: dict[str, Page]) -> str:
    """Links written page:slug as Wagtail keeps them, by the page's number."""
    return re.sub(r'href="page:([\w-]+)"', lambda found: f'linktype="page" id="{pages[found[1]].pk}"', text)


def _table(value: dict[str, Any]) -> dict[str, Any]:
    columns = [{"type": "text", "heading": heading} for heading in value["columns"]]
    return {"columns": columns, "rows": [{"values": row} for row in value["rows"]]}
