"""Seven-minute briefings."""

import math

from django.db import models
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.search import index

from publications.blocks import NUMBER_OF_PANELS, PanelBlock, ResourceBlock, empty_panels
from publications.models.base import PublicationIndexPage, ThemedPublicationPage

WORDS_READ_IN_A_MINUTE = 180


class BriefingPage(ThemedPublicationPage):
    """One subject in seven panels: read in seven minutes, printed on one page."""

    kind_label = "Briefing"

    introduction = models.TextField(max_length=240, help_text="Why to read this, in one or two sentences.")
    panels = StreamField(
        [("panel", PanelBlock())],
        min_num=NUMBER_OF_PANELS,
        max_num=NUMBER_OF_PANELS,
        default=empty_panels,
        help_text="Exactly seven, about 55 words each.",
    )
    questions = StreamField(
        [("question", blocks.CharBlock(max_length=160))],
        min_num=2,
        max_num=3,
        help_text="For a team to talk about; two or three questions.",
    )
    resources = StreamField([("resource", ResourceBlock())], blank=True, max_num=3)

    content_panels = [
        *ThemedPublicationPage.content_panels,
        FieldPanel("introduction"),
        FieldRowPanel([FieldPanel("published_on"), FieldPanel("theme")]),
        FieldPanel("panels"),
        FieldPanel("questions"),
        FieldPanel("resources"),
        HelpPanel(template="publications/admin/counted_panel.html", heading="How it is used"),
    ]
    search_fields = [
        *ThemedPublicationPage.search_fields,
        *map(index.SearchField, ["introduction", "panels", "questions"]),
    ]
    parent_page_types = ["publications.BriefingIndexPage"]
    subpage_types = []
    template = "publications/briefing.html"

    @property
    def summary(self) -> str:
        """The introduction."""
        return self.introduction

    @cached_property
    def reading_minutes(self) -> int:
        """Whole minutes that the panels take, at least one."""
        words = sum(len(strip_tags(block.value["text"].source).split()) for block in self.panels)
        return max(1, math.ceil(words / WORDS_READ_IN_A_MINUTE))


class BriefingIndexPage(PublicationIndexPage):
    """All briefings."""

    listed_model = BriefingPage
    feed_name = "briefings"
    nothing_yet = "A briefing puts one subject on one page, with questions for your team. The first is being written."
    parent_page_types = ["home.HomePage"]
    subpage_types = ["publications.BriefingPage"]
    max_count = 1
    template = "publications/index.html"
