"""Publications of the invented Merrowdale, for demonstrations and tests. All of it is made up."""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from home.enums import Audience
from publications.demo_text import rich_text
from publications.models import (
    AuditOutcomeIndexPage,
    AuditOutcomePage,
    BriefingIndexPage,
    BriefingPage,
    EventIndexPage,
    EventPage,
    FrameworkPage,
    NewsletterIndexPage,
    NewsletterPage,
    SummaryFindingsIndexPage,
    Theme,
)

CONTENT = Path(__file__).parent / "demo_content"
# Fields of audit outcomes that hold rich text.
OUTCOME_TEXTS = ("looked_at", "worked_well", "worried_us", "will_change", "details", "training")
INDEXES: dict[str, Any] = {
    "audit-outcomes": AuditOutcomeIndexPage,
    "briefings": BriefingIndexPage,
    "newsletters": NewsletterIndexPage,
    "events": EventIndexPage,
    "self-assessments": SummaryFindingsIndexPage,
}
# Fields of events that are written here in another form than they are stored in.
EVENT_PARTS = ("starts_at", "ends_at", "booking", "body", "theme", "audiences")


@transaction.atomic
def load_publications_demo(home: Page) -> None:
    """Write the framework, audit outcomes, briefings, newsletters and events below `home`.

    What is there already (told by its slug) stays as it is, so that a second run changes nothing.
    """
    themes = load_themes()
    pages = {"framework": load_framework(home)}
    for slug, model in INDEXES.items():
        pages[slug] = load_index(home, model, slug)
    fresh: list[tuple[Any, dict[str, Any]]] = []
    for name, index, build in (
        ("newsletters", pages["newsletters"], build_newsletter),
        ("briefings", pages["briefings"], build_briefing),
        ("outcomes", pages["audit-outcomes"], build_outcome),
        ("events", pages["events"], build_event),
    ):
        for entry in read(name):
            page, created = add_once(index, build(entry, themes, pages))
            pages[entry["slug"]] = page
            if created:
                fresh.append((page, entry))
    for page, entry in fresh:
        connect(page, entry, pages)
        page.save_revision().publish()


def read(name: str) -> Any:
    """The content of one YAML file."""
    return yaml.safe_load((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))


def load_themes() -> dict[str, Theme]:
    """The themes by slug."""
    return {
        entry["slug"]: Theme.objects.get_or_create(slug=entry["slug"], defaults=entry)[0] for entry in read("themes")
    }


def add_once(parent: Page, page: Any) -> tuple[Any, bool]:
    """The child of `parent` with this page's slug, and whether it was added just now."""
    there = type(page).objects.child_of(parent).filter(slug=page.slug).first()
    if there:
        return there, False
    return parent.add_child(instance=page), True


def load_framework(home: Page) -> FrameworkPage:
    """The framework in force."""
    entry = read("framework")
    before = entry.pop("before")
    body = [("part", {**part, "text": rich_text(part["text"])}) for part in entry.pop("body")]
    streams = {
        "body": body,
        "cycle": [("step", step) for step in entry.pop("cycle")],
        "glossary": [("term", term) for term in entry.pop("glossary")],
    }
    introduction = rich_text(entry.pop("introduction"))
    page, created = add_once(home, FrameworkPage(**entry, **streams, introduction=introduction, show_in_menus=True))
    if created:
        page.save_revision().publish()
        keep_demo_version(page, before)
    return page


def keep_demo_version(page: FrameworkPage, before: dict[str, Any]) -> None:
    """The version before the one in force, with its words as they were: one part shorter.

    Written behind the services, which would have it superseded today.
    """
    older = page.latest_revision.as_object()
    for name in ("version", "approved_on", "review_on"):
        setattr(older, name, before[name])
    older.body = [(block.block_type, block.value) for block in list(older.body)[:-1]]
    revision = older.save_revision(clean=False)
    page.save_revision().publish()
    page.versions.create(
        version=before["version"],
        approved_on=before["approved_on"],
        approved_by=page.approved_by,
        change_note=before["change_note"],
        revision=revision,
        superseded_on=page.approved_on,
        superseded_by=page.version,
    )


def load_index(home: Page, model: Any, slug: str) -> Any:
    """One of the listings; not every one is among the six entries of the navigation."""
    entry = read("indexes")[slug]
    introduction = rich_text(entry["introduction"])
    page, created = add_once(
        home,
        model(slug=slug, title=entry["title"], introduction=introduction, show_in_menus=entry.get("menu", True)),
    )
    if created:
        page.save_revision().publish()
    return page


def build_newsletter(entry: dict[str, Any], themes: dict[str, Theme], pages: dict[str, Any]) -> NewsletterPage:
    """An issue without its links, which may lead to pages that come later."""
    plain = {name: entry[name] for name in ("slug", "title", "number", "season", "published_on", "lead_heading")}
    diary = [("date", date) for date in entry["diary"]]
    return NewsletterPage(**plain, lead_text=rich_text(entry["lead_text"]), diary=diary)


def build_briefing(entry: dict[str, Any], themes: dict[str, Theme], pages: dict[str, Any]) -> BriefingPage:
    """A briefing without its resources."""
    plain = {name: entry[name] for name in ("slug", "title", "published_on", "introduction")}
    panels = [("panel", {**panel, "text": rich_text(panel["text"])}) for panel in entry["panels"]]
    questions = [("question", question) for question in entry["questions"]]
    return BriefingPage(**plain, theme=themes[entry["theme"]], panels=panels, questions=questions)


def build_outcome(entry: dict[str, Any], themes: dict[str, Theme], pages: dict[str, Any]) -> AuditOutcomePage:
    """An audit outcome with the briefing and newsletter that it was passed on in."""
    streams = {
        "grades": [("grade", grade) for grade in entry["grades"]],
        "recommendations": [("recommendation", recommendation) for recommendation in entry["recommendations"]],
    }
    texts = {name: rich_text(entry.get(name, "")) for name in OUTCOME_TEXTS}
    done = {"theme", "briefing", "newsletter", *streams, *texts}
    plain = {name: value for name, value in entry.items() if name not in done}
    linked = {"briefing": pages[entry["briefing"]], "newsletter": pages[entry["newsletter"]]}
    return AuditOutcomePage(**plain, **streams, **texts, **linked, theme=themes[entry["theme"]])


def build_event(entry: dict[str, Any], themes: dict[str, Theme], pages: dict[str, Any]) -> EventPage:
    """An event; its times are local."""
    plain = {name: value for name, value in entry.items() if name not in EVENT_PARTS}
    times = {
        name: timezone.make_aware(datetime.strptime(str(entry[name])[:16], "%Y-%m-%d %H:%M"))
        for name in ("starts_at", "ends_at")
    }
    audiences = {f"for_{audience}": audience in entry["audiences"] for audience in Audience}
    texts = {name: rich_text(entry.get(name, "")) for name in ("booking", "body")}
    return EventPage(**plain, **times, **texts, **audiences, theme=themes[entry["theme"]])


def connect(page: Any, entry: dict[str, Any], pages: dict[str, Any]) -> None:
    """Fill in the links of a briefing or newsletter, now that every page exists."""
    if isinstance(page, BriefingPage):
        page.resources = [("resource", link(resource, pages)) for resource in entry["resources"]]
    if isinstance(page, NewsletterPage):
        page.lead_link = [("link", link(entry["lead_link"], pages))]
        page.stories = [story_of(story, pages) for story in entry["stories"]]


def story_of(entry: dict[str, Any], pages: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """A story written for the issue, or one picked from a page."""
    if "picked" in entry:
        return "picked", {"page": pages[entry["picked"]], "heading": "", "text": "", "words": entry["words"]}
    return "story", {**entry, "link": link(entry["link"], pages)}


def link(entry: dict[str, str], pages: dict[str, Any]) -> dict[str, Any]:
    """A link with the page it names, if it names one."""
    return {**entry, "page": pages[entry["page"]] if "page" in entry else None}
