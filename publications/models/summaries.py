"""Summary findings of a round of self-assessments: what all schools, or all agencies, said of themselves."""

from django.db import models
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from home.blocks import INLINE, TEXT
from home.models.audiences import AUDIENCES_PANEL
from publications.blocks import ChartBlock, VoiceBlock
from publications.models.base import PublicationIndexPage, PublicationPage
from publications.reading import minutes_to_read

POINTS_HELP = "One point a line. No school, agency or person may be recognised."
FROZEN = "<p>The charts and quotations stay as they were approved: their numbers went through disclosure control.</p>"


class SummaryFindingsPage(PublicationPage):
    """What a round of self-assessments found, with its charts. Made of an approved report; editors finish the words."""

    kind_label = "Summary of self-assessments"

    finding = models.CharField(max_length=180, help_text="The finding in one plain sentence; shown in every listing.")
    round_words = models.CharField("the round", max_length=120)
    method = RichTextField("how we looked", features=TEXT)
    response = RichTextField("who answered", features=TEXT)
    key_findings = RichTextField(features=TEXT, help_text=POINTS_HELP)
    strengths = RichTextField(features=TEXT, help_text=POINTS_HELP)
    concerns = RichTextField(features=TEXT, help_text=POINTS_HELP)
    for_settings = RichTextField("what settings should do", features=TEXT, help_text=POINTS_HELP)
    for_partnership = RichTextField("what the partnership will do", features=TEXT, help_text=POINTS_HELP)
    training = RichTextField("training offered", blank=True, features=[*TEXT, *INLINE])
    # In no panel: what has been protected is not changed by hand.
    charts = StreamField([("chart", ChartBlock())], blank=True)
    voices = StreamField([("voice", VoiceBlock())], blank=True)

    content_panels = [
        *PublicationPage.content_panels,
        FieldPanel("finding"),
        FieldRowPanel([FieldPanel("published_on"), FieldPanel("round_words")]),
        MultiFieldPanel([FieldPanel("method"), FieldPanel("response")], heading="The round"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("key_findings", "strengths", "concerns")], heading="What was found"
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("for_settings", "for_partnership", "training")], heading="What follows"
        ),
        HelpPanel(FROZEN, heading="Charts and quotations"),
        AUDIENCES_PANEL,
    ]
    search_fields = [
        *PublicationPage.search_fields,
        *map(index.SearchField, ["finding", "round_words", "key_findings", "strengths", "concerns", "for_settings"]),
    ]
    parent_page_types = ["publications.SummaryFindingsIndexPage"]
    subpage_types = []
    template = "publications/summary.html"

    @property
    def summary(self) -> str:
        """The finding."""
        return self.finding

    @cached_property
    def reading_minutes(self) -> int:
        """Whole minutes that its words take, at least one."""
        words = (self.method, self.response, self.key_findings, self.strengths, self.concerns)
        return minutes_to_read([*words, self.for_settings, self.for_partnership, self.training])


class SummaryFindingsIndexPage(PublicationIndexPage):
    """All summaries of self-assessments."""

    listed_model = SummaryFindingsPage
    feed_name = "self-assessments"
    nothing_yet = "After each round of self-assessments we publish here what schools or agencies said of themselves."
    parent_page_types = ["home.HomePage"]
    subpage_types = ["publications.SummaryFindingsPage"]
    max_count = 1
    template = "publications/index.html"
