"""The short stories of a newsletter: written for it, or told from a page that is published already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from wagtail.models import Page

from home.querysets import readable

if TYPE_CHECKING:
    from publications.models import NewsletterPage

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
    """What an issue tells, and the titles of picked pages that cannot be told because nobody may read them now.

    `lead` is where the lead story leads.
    """

    lead: StoryLink | None
    told: list[Story]
    left_out: list[str]


def stories_of(issue: "NewsletterPage") -> Stories:
    """The stories of an issue in their order, written or picked.

    One query for all pages that it names, and one for each kind of page that was picked. All is read as it is stored:
    its blocks would fetch their pages one stream at a time, and picked ones without their summary.
    """
    lead = [entry["value"] for entry in issue.lead_link.raw_data]
    stored = [(entry["type"] == "picked", entry["value"]) for entry in issue.stories.raw_data]
    links = [*lead, *(value["link"] for is_picked, value in stored if not is_picked)]
    picked = [value["page"] for is_picked, value in stored if is_picked]
    pages = _pages([*(link.get("page") for link in links), *picked])
    whole = _specific(pages[key] for key in picked if key in pages and pages[key].is_readable)
    told, left_out = [], []
    for is_picked, value in stored:
        if not is_picked:
            told.append(Story(value["heading"], value["text"], _link(value["link"], pages)))
        elif value["page"] in whole:
            told.append(_picked(value, whole[value["page"]]))
        else:
            left_out.append(value["heading"] or str(pages.get(value["page"], "A page that was deleted")))
    return Stories(_link(lead[0], pages) if lead else None, told, left_out)


def _pages(keys: Iterable[int | None]) -> dict[int, Page]:
    wanted = Page.objects.filter(pk__in={key for key in keys if key})
    return {
        page.pk: page for page in wanted.annotate(is_readable=Exists(readable(Page.objects.filter(pk=OuterRef("pk")))))
    }


def _specific(pages: Iterable[Page]) -> dict[int, Any]:
    """The pages as what they are, by their keys."""
    kinds: dict[Any, list[int]] = defaultdict(list)
    for page in pages:
        kinds[page.specific_class].append(page.pk)
    return {key: page for kind, keys in kinds.items() for key, page in kind.objects.in_bulk(keys).items()}


def _link(value: Any, pages: Mapping[int, Page]) -> StoryLink:
    """The link of a `LinkBlock`, as it is stored."""
    page = pages.get(value.get("page"))
    return StoryLink(value["words"] or "", page if page is not None and page.live else None, value.get("address") or "")


def _picked(value: Any, page: Any) -> Story:
    heading = value["heading"] or page.title
    text = value["text"] or getattr(page, "summary", "")
    return Story(heading, text, StoryLink(value["words"] or LINK_WORDS.format(page.title), page))
