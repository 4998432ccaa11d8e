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
    """The stories of an issue in their order. Picked pages are fetched together, whatever their number."""
    picked = [block.value["page"].pk for block in stream if _is_picked(block) and block.value["page"]]
    pages = {page.pk: page for page in readable(Page.objects.filter(pk__in=picked)).specific()} if picked else {}
    told, left_out = [], []
    for block in stream:
        if not _is_picked(block):
            told.append(Story(block.value["heading"], block.value["text"], link_of(block.value["link"])))
        elif (page := block.value["page"]) and page.pk in pages:
            told.append(_picked(block.value, pages[page.pk]))
        else:
            left_out.append(block.value["heading"] or str(block.value["page"] or "A page that was deleted"))
    return Stories(told, left_out)


def link_of(value: Any) -> StoryLink:
    """The link of a `LinkBlock`."""
    return StoryLink(value["words"] or "", value.target_page, value["address"] or "")


def _is_picked(block: Any) -> bool:
    return bool(block.block_type == "picked")


def _picked(value: Any, page: Any) -> Story:
    heading = value["heading"] or page.title
    text = value["text"] or getattr(page, "summary", "")
    return Story(heading, text, StoryLink(value["words"] or LINK_WORDS.format(page.title), page))
