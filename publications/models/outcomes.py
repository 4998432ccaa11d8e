"""Outcomes of multi-agency audits."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from home.blocks import INLINE, TEXT
from home.models.audiences import AUDIENCES_PANEL
from home.querysets import readable
from publications.blocks import GradeBlock, RecommendationBlock
from publications.enums import AuditMethod, RecommendationStatus, SampleBand
from publications.models.base import PublicationIndexPage, ThemedPublicationPage
from publications.reading import minutes_to_read

POINTS_HELP = "Three or four short points. Nothing by which a child, family or worker could be recognised."


class AuditOutcomePage(ThemedPublicationPage):
    """What one audit found and what follows from it."""

    kind_label = "Audit outcome"

    finding = models.CharField(max_length=180, help_text="The finding in one plain sentence; shown in every listing.")
    programme_year = models.PositiveSmallIntegerField(help_text="The year in which the audit programme began: 2025.")
    method = models.CharField(max_length=24, choices=AuditMethod.choices)
    sample = models.CharField(
        max_length=12, choices=SampleBand.choices, help_text="Only bands are published, so that no child stands out."
    )
    practice_window = models.CharField(
        max_length=80, blank=True, help_text="Practice looked at, for example “September 2025 to August 2026”."
    )
    agencies = models.CharField(max_length=250, blank=True, help_text="Kinds of agency that took part, with commas.")
    looked_at = RichTextField("what we looked at", features=TEXT, help_text=POINTS_HELP)
    worked_well = RichTextField("what worked", features=TEXT, help_text=POINTS_HELP)
    worried_us = RichTextField("what worried us", features=TEXT, help_text=POINTS_HELP)
    will_change = RichTextField("what will change", features=TEXT, help_text=POINTS_HELP)
    grades = StreamField([("grade", GradeBlock())], blank=True, help_text="Agreed at moderation, one for each area.")
    recommendations = StreamField([("recommendation", RecommendationBlock())], blank=True, max_num=5)
    changed_since = models.TextField(
        "what changed since", blank=True, max_length=400, help_text="One to three sentences; also on the home page."
    )
    details = RichTextField("more about the audit", blank=True, features=[*TEXT, "h3"])
    training = RichTextField(blank=True, features=INLINE, help_text="A course or resource that helps, with a link.")
    briefing = models.ForeignKey(
        "publications.BriefingPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="audit_outcomes"
    )
    newsletter = models.ForeignKey(
        "publications.NewsletterPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="audit_outcomes"
    )

    content_panels = [
        *ThemedPublicationPage.content_panels,
        FieldPanel("finding"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("published_on"), FieldPanel("theme"), FieldPanel("programme_year")]),
                FieldRowPanel([FieldPanel("method"), FieldPanel("sample")]),
                FieldPanel("practice_window"),
                FieldPanel("agencies"),
            ],
            heading="The audit",
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("looked_at", "worked_well", "worried_us", "will_change")],
            heading="On one screen",
        ),
        FieldPanel("grades"),
        FieldPanel("recommendations"),
        FieldPanel("changed_since"),
        FieldPanel("details"),
        MultiFieldPanel(
            [
                PageChooserPanel("briefing", "publications.BriefingPage"),
                PageChooserPanel("newsletter", "publications.NewsletterPage"),
                FieldPanel("training"),
            ],
            heading="Where it was passed on",
        ),
        AUDIENCES_PANEL,
    ]
    search_fields = [
        *ThemedPublicationPage.search_fields,
        *map(
            index.SearchField,
            ["finding", "looked_at", "worked_well", "worried_us", "will_change", "recommendations", "changed_since"],
        ),
    ]
    parent_page_types = ["publications.AuditOutcomeIndexPage"]
    subpage_types = []
    template = "publications/outcome.html"

    @property
    def summary(self) -> str:
        """The finding."""
        return self.finding

    @property
    def programme_label(self) -> str:
        """The programme year as it is spoken of: "2025 to 2026"; empty in the preview of an unfinished draft."""
        return f"{self.programme_year} to {self.programme_year + 1}" if self.programme_year else ""

    @property
    def recommendations_done(self) -> int:
        """How many of the recommendations are done."""
        return sum(block.value["status"] == RecommendationStatus.DONE for block in self.recommendations)

    @cached_property
    def reading_minutes(self) -> int:
        """Whole minutes that all of it takes, at least one."""
        parts = [self.looked_at, self.worked_well, self.worried_us, self.will_change, self.changed_since, self.details]
        recommendations = [block.value["change"] for block in self.recommendations]
        return minutes_to_read([*parts, *recommendations, *(block.value["reason"] for block in self.grades)])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `passed_on`: the briefing and the newsletter that anyone may read, in one query."""
        context = super().get_context(request, *args, **kwargs)
        linked = Page.objects.filter(pk__in=[self.briefing_id, self.newsletter_id])
        return {**context, "passed_on": readable(linked)}


class AuditOutcomeIndexPage(PublicationIndexPage):
    """The library of audit outcomes."""

    listed_model = AuditOutcomePage
    feed_name = "audit-outcomes"
    nothing_yet = "What our audits find is published here a few weeks after each audit, four times a year."
    parent_page_types = ["home.HomePage"]
    subpage_types = ["publications.AuditOutcomePage"]
    max_count = 1
    template = "publications/index.html"
