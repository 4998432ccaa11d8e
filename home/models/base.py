"""What every page of the public site shares."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.models import Page, Revision

from home.facets import Match
from home.forms_admin import PublishablePageForm
from home.previews import MODES, as_seen
from home.publishing import refuse_barriers
from portal.languages import Language, main_language


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

    content_panels = [
        *Page.content_panels,
        HelpPanel(template="home/admin/barriers.html", heading="Before it is published"),
        HelpPanel(template="home/admin/plain_words.html", heading="Plain words", classname="collapsed"),
    ]
    promote_panels = [*Page.promote_panels, FieldPanel("social_image")]
    base_form_class = PublishablePageForm

    class Meta:
        """Not a page type of its own."""

        abstract = True

    @property
    def summary(self) -> str:
        """One or two sentences for listings, feeds, search results and shared links."""
        return self.search_description

    @property
    def language(self) -> Language:
        """The language its words are in: an alias repeats those of the page it was made from."""
        if not settings.WAGTAIL_I18N_ENABLED:
            return main_language()
        return Language((self.alias_of or self).locale.language_code)

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """What an editor can look at before anybody else does."""
        return MODES

    @property
    def offers_exit(self) -> bool:
        """Whether the page offers "Exit this page": only pages about abuse do (GOV.UK Design System)."""
        return False

    @property
    def listed_on(self) -> date | None:
        """The day shown beside the page in search results; None for pages that are not dated."""
        return None

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """As Wagtail's: every way of publishing comes through here, by form, approval, timetable or service.

        Raises home.publishing.PublishRefused while the page would bar readers (bars A11).
        """
        refuse_barriers(revision.as_object())
        super().publish(revision, *args, **kwargs)

    @method_decorator(csp_replace({"frame-ancestors": [SELF]}))
    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """As a page, a phone or paper shows it. The editing form may frame it; a published page stays unframed."""
        return as_seen(super().serve_preview(request, mode_name), mode_name)
