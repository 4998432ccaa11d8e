"""One issue of the newsletter as plain values: the one source of its mail, its plain text and its PDF."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.models import Site

from home.models import PartnershipSettings
from portal.dates import format_day
from publications.prose import Block, blocks_of
from publications.stories import Stories, Story, StoryLink, stories_of

if TYPE_CHECKING:
    from publications.models import NewsletterPage

LONGEST_SUBJECT = 255


@dataclass(frozen=True)
class DiaryDate:
    """One date for the diary, in words."""

    day: str
    what: str
    details: str


@dataclass(frozen=True)
class Issue:
    """All that a reader of the issue is told, in reading order."""

    sender: str
    brand_colour: str
    accent_colour: str
    title: str
    label: str
    day: str
    lead_heading: str
    lead_text: list[Block]
    lead_link: StoryLink | None
    stories: list[Story]
    left_out: list[str]
    diary: list[DiaryDate]
    url: str

    @property
    def subject(self) -> str:
        """The subject of its mail: one line, whatever was typed."""
        return " ".join(f"{self.title}: {self.label}".split())[:LONGEST_SUBJECT]


def issue_of(page: "NewsletterPage") -> Issue:
    """The issue as the page has it in hand: published or, in a preview, as it stands in the form."""
    stories: Stories = stories_of(page)
    site = page.get_site() or Site.objects.get(is_default_site=True)
    settings = PartnershipSettings.for_site(site)
    return Issue(
        sender=settings.name,
        brand_colour=settings.brand_colour,
        accent_colour=settings.accent_colour,
        title=page.title,
        label=page.issue_label,
        day=format_day(page.published_on),
        lead_heading=page.lead_heading,
        lead_text=blocks_of(page.lead_text),
        lead_link=stories.lead,
        stories=stories.told,
        left_out=stories.left_out,
        diary=[
            DiaryDate(format_day(block.value["day"]), block.value["what"] or "", block.value["details"] or "")
            for block in page.diary
        ],
        url=page.full_url or "",
    )
