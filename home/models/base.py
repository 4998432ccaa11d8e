"""What every page of the public site shares."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from csp.constants import SELF
from csp.decorators import csp_replace
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.facets import Match


class BasePage(Page):
    """A page with what listings, search results and shared links show of it.

    Page types give `kind_label` (the word for them in search and listings) and, where they have one, a `summary` and
    the date they are `listed_on`. In `facets` they say what search can narrow them by, and how (`home.facets`).
    """

    kind_label: ClassVar[str] = "Information"
    facets: ClassVar[Mapping[str, Match]] = {}

    social_image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name="picture for shared links",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Shown where somebody shares the page's address. No pictures of children.",
    )

    promote_panels = [*Page.promote_panels, FieldPanel("social_image")]

    class Meta:
        """Not a page type of its own."""

        abstract = True

    @property
    def summary(self) -> str:
        """One or two sentences for listings, feeds, search results and shared links."""
        return self.search_description

    @property
    def listed_on(self) -> date | None:
        """The day shown beside the page in search results; None for pages that are not dated."""
        return None

    @method_decorator(csp_replace({"frame-ancestors": [SELF]}))
    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """As Wagtail's, and the editing form may frame it; a published page stays unframed."""
        return super().serve_preview(request, mode_name)
