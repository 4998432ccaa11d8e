"""Seven-minute briefings."""

from typing import Any

from django.db import models
from django.db.models import Subquery, Sum
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.models.audiences import AUDIENCES_PANEL
from publications.blocks import NUMBER_OF_PANELS, PanelBlock, ResourceBlock, empty_panels
from publications.enums import BriefingUse
from publications.models.base import PublicationIndexPage, ThemedPublicationPage
from publications.models.themes import Theme
from publications.reading import minutes_to_read

COUNTED = tuple(BriefingUse.values)
# A smaller number of readers would say more about them than about the briefing.
LEAST_SHOWN = 5


def used_words(read: int, discussed: int) -> str:
    """How often a briefing was used in all, for its readers: nothing of a number below five."""
    parts = []
    if read >= LEAST_SHOWN:
        parts.append(f"Read by {read} people")
    if discussed >= LEAST_SHOWN:
        parts.append(f"discussed in {discussed} teams" if parts else f"Discussed in {discussed} teams")
    return f"{' and '.join(parts)}, as they told us." if parts else ""


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
        AUDIENCES_PANEL,
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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `used`: how often readers said that they used it. The theme comes with it in one query (bars P2)."""
        context = super().get_context(request, *args, **kwargs)
        if not self.pk:
            return context
        totals = {name: self.counts.order_by().values("briefing").annotate(total=Sum(name)) for name in COUNTED}
        sums = {name: Subquery(total.values("total")) for name, total in totals.items()}
        self.theme = Theme.objects.annotate(**sums).get(pk=self.theme_id)
        return {**context, "used": used_words(*(getattr(self.theme, name) or 0 for name in COUNTED))}

    @cached_property
    def reading_minutes(self) -> int:
        """Whole minutes that the panels take, at least one."""
        return minutes_to_read(block.value["text"].source for block in self.panels)


class BriefingIndexPage(PublicationIndexPage):
    """All briefings."""

    listed_model = BriefingPage
    feed_name = "briefings"
    nothing_yet = "A briefing puts one subject on one page, with questions for your team. The first is being written."
    parent_page_types = ["home.HomePage"]
    subpage_types = ["publications.BriefingPage"]
    max_count = 1
    template = "publications/index.html"
