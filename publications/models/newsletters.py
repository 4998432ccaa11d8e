"""Quarterly newsletters."""

from itertools import islice

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.text import slugify
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from home.blocks import TEXT
from home.models.audiences import AUDIENCES_PANEL
from publications.blocks import DiaryDateBlock, LinkBlock, PickedStoryBlock, StoryBlock
from publications.enums import Season
from publications.forms import NewsletterForm
from publications.models.base import PublicationIndexPage, PublicationPage
from publications.previews import Form, preview
from publications.reading import minutes_to_read
from publications.stories import Stories, stories_of


class NewsletterPage(PublicationPage):
    """One issue: lead story, short stories, dates."""

    kind_label = "Newsletter"

    number = models.PositiveSmallIntegerField("issue number")
    season = models.CharField("quarter", max_length=6, choices=Season.choices)
    lead_heading = models.CharField(max_length=90)
    lead_text = RichTextField(features=TEXT, help_text="About 150 words.")
    lead_link = StreamField([("link", LinkBlock())], max_num=1, blank=True, help_text="Where to read more.")
    stories = StreamField(
        [("story", StoryBlock()), ("picked", PickedStoryBlock())],
        min_num=2,
        max_num=6,
        help_text="Short; one link each. Write a story, or pick a page that is published.",
    )
    diary = StreamField([("date", DiaryDateBlock())], blank=True, max_num=8, help_text="Dates, the nearest first.")

    content_panels = [
        *PublicationPage.content_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("season"), FieldPanel("published_on")]),
        MultiFieldPanel(
            [FieldPanel("lead_heading"), FieldPanel("lead_text"), FieldPanel("lead_link")], heading="Lead story"
        ),
        FieldPanel("stories"),
        FieldPanel("diary"),
        AUDIENCES_PANEL,
    ]
    search_fields = [
        *PublicationPage.search_fields,
        *map(index.SearchField, ["lead_heading", "lead_text", "stories", "diary"]),
    ]
    parent_page_types = ["publications.NewsletterIndexPage"]
    subpage_types = []
    template = "publications/newsletter.html"
    base_form_class = NewsletterForm

    @property
    def summary(self) -> str:
        """The lead story and the first two short ones with headings of their own."""
        # As they are stored: making blocks of them would fetch the page that each story links to, one query an issue.
        stories = (block["value"]["heading"] for block in self.stories.raw_data)
        headings = [self.lead_heading, *islice(filter(None, stories), 2)]
        return ". ".join(heading.rstrip(".") for heading in headings) + "."

    @cached_property
    def reading_minutes(self) -> int:
        """Whole minutes that the stories take, at least one."""
        return minutes_to_read([self.lead_text, *(story.text for story in self.told.told)])

    @property
    def issue_label(self) -> str:
        """For example "Issue 7, autumn 2026"."""
        return f"Issue {self.number}, {self.get_season_display().lower()} {self.published_on.year}"

    @cached_property
    def told(self) -> Stories:
        """The stories as they can be told now."""
        return stories_of(self)

    @property
    def file_name(self) -> str:
        """What the PDF is called on the reader's disk."""
        return f"newsletter-{slugify(self.issue_label)}.pdf"

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Every form in which readers get the issue."""
        return [("", "Page"), *Form.choices]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page, or exactly what is sent or printed."""
        if mode_name == "":
            return super().serve_preview(request, mode_name)
        return preview(self, Form(mode_name))


class NewsletterIndexPage(PublicationIndexPage):
    """All newsletters."""

    listed_model = NewsletterPage
    feed_name = "newsletters"
    nothing_yet = "Our newsletter comes out once a quarter. The first issue will be kept here."
    parent_page_types = ["home.HomePage"]
    subpage_types = ["publications.NewsletterPage"]
    max_count = 1
    template = "publications/index.html"
