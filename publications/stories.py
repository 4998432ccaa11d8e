"""The short stories of a newsletter: written for it, or told from a page that is published already."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from home.querysets import readable

LINK_WORDS = "Read more: {}"


@dataclass(frozen=True)
class StoryLink:
    """Where a story leads; by the same names as the value of a `LinkBlock`, so that one template draws both."""

    words: str
    target_page: Any = None
    address: str = ""

    @property
    def url(self) -> str:
        """The full address, for mail and paper; empty while the page is not published."""
        return (self.target_page.full_url or "") if self.target_page else self.address


@dataclass(frozen=True)
class Story:
    """One story as every form of the newsletter shows it."""

    heading: str
    text: str
    link: StoryLink


@dataclass(frozen=True)
class Stories:
    """What an issue tells, and the titles of picked pages that cannot be told because nobody may read them now."""

    told: list[Story]
    left_out: list[str]


def stories_of(stream: Any) -> Stories:
    """The stories of an issue in their order. Picked pages are fetched together, whatever their number.

    What was picked is read as it is stored: the block would fetch its page a second time, and without its summary.
    """
    stored = [entry["value"] if entry["type"] == "picked" else None for entry in stream.raw_data]
    picked = [value["page"] for value in stored if value and value["page"]]
    pages = {page.pk: page for page in readable(Page.objects.filter(pk__in=picked)).specific()} if picked else {}
    told, left_out = [], []
    for place, value in enumerate(stored):
        if value is None:
            fresh = stream[place].value
            told.append(Story(fresh["heading"], fresh["text"], link_of(fresh["link"])))
        elif value["page"] in pages:
            told.append(_picked(value, pages[value["page"]]))
        else:
            left_out.append(value["heading"] or _title(value["page"]))
    return Stories(told, left_out)


def link_of(value: Any) -> StoryLink:
    """The link of a `LinkBlock`."""
    return StoryLink(value["words"] or "", value.target_page, value["address"] or "")


def _title(page: int | None) -> str:
    known = Page.objects.filter(pk=page).first()
    return str(known) if known else "A page that was deleted"


def _picked(value: Any, page: Any) -> Story:
    heading = value["heading"] or page.title
    text = value["text"] or getattr(page, "summary", "")
    return Story(heading, text, StoryLink(value["words"] or LINK_WORDS.format(page.title), page))
