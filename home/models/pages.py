"""Page types of the public site that are not publications."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, Site
from wagtail.search import index
from wagtail.url_routing import RouteResult

from home.blocks import BodyBlock, RouteBlock
from home.enums import FAMILIES, Audience
from home.models.audiences import AUDIENCES_PANEL, ForAudiences, is_for
from home.models.base import BasePage
from home.querysets import links_only, readable
from portal.languages import current_language

CHILDREN_PER_PAGE = 40
MOST_BESIDE = 15


class HomePage(BasePage):
    """The front page: what this is for, three ways on, what has been learned."""

    purpose = models.TextField(max_length=250, blank=True, help_text="What the partnership is for, in one sentence.")
    routes = StreamField([("route", RouteBlock())], blank=True, max_num=3, help_text="The three ways on.")

    content_panels = [*BasePage.content_panels, FieldPanel("purpose"), FieldPanel("routes")]
    search_fields = [*BasePage.search_fields, index.SearchField("purpose")]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    max_count = 1

    @property
    def summary(self) -> str:
        """The purpose."""
        return self.search_description or self.purpose

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page by its whole address at once, where Wagtail asks level by level (bars P2).

        Raises Http404 where there is no such page, it is not published, or in another language than the address names.
        """
        # Where a language has no front page of its own yet, Wagtail would show the English pages under its addresses.
        language = current_language()
        if not language.is_main and self.locale.language_code != language.code:
            raise Http404("There are no pages in this language yet.")
        if path_components:
            address = f"{self.url_path}{'/'.join(path_components)}/"
            # By the slug too, because only the slug is indexed.
            page = Page.objects.descendant_of(self).filter(slug=path_components[-1], url_path=address).first()
            if page:
                return page.specific.route(request, [])
        return super().route(request, path_components)


class TextPage(BasePage):
    """A page of running text with an introduction."""

    introduction = models.TextField(max_length=300, blank=True, help_text="What it is about, in a sentence or two.")
    body = StreamField(BodyBlock(), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction"), index.SearchField("body")]

    class Meta:
        """Not a page type of its own."""

        abstract = True

    @property
    def summary(self) -> str:
        """The introduction, unless something shorter was written for search."""
        return self.search_description or self.introduction


class LandingPage(TextPage):
    """A page that can be where an audience begins: then it shows what was published for them too."""

    audience = models.CharField(
        "landing page of",
        max_length=13,
        choices=Audience.choices,
        blank=True,
        help_text="Then it also shows what was published for them; for families, whom to call comes first.",
    )

    content_panels = [*TextPage.content_panels, FieldPanel("audience")]

    class Meta:
        """Not a page type of its own."""

        abstract = True

    @property
    def is_for_families(self) -> bool:
        """Whether its readers may be in need themselves, so that whom to call comes first."""
        return self.audience in FAMILIES


class InformationPage(ForAudiences, LandingPage):
    """An ordinary page."""

    about_abuse = models.BooleanField(
        "this page is about abuse",
        default=False,
        help_text="It then offers “Exit this page”, for somebody who must not be seen reading it.",
    )

    promote_panels = [*LandingPage.promote_panels, FieldPanel("about_abuse")]
    facets = {"audience": is_for}
    content_panels = [*LandingPage.content_panels, AUDIENCES_PANEL]
    parent_page_types: ClassVar = ["home.HomePage", "home.SectionPage"]
    subpage_types: ClassVar = []

    @property
    def offers_exit(self) -> bool:
        """A quick way off the page."""
        return self.about_abuse

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `beside`: for a page of a section, what else can be read there."""
        context = super().get_context(request, *args, **kwargs)
        in_section = self.depth > Site.find_for_request(request).root_page.depth + 1
        return {
            **context,
            "beside": links_only(readable(self.get_siblings(inclusive=False)))[:MOST_BESIDE] if in_section else [],
        }


class SectionPage(LandingPage):
    """A page that leads to the pages below it."""

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["home.InformationPage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `children`: what can be read below, in parts where it is much."""
        context = super().get_context(request, *args, **kwargs)
        children = readable(InformationPage.objects.child_of(self))
        # A list says for itself how long it is; where it is short, that spares the question.
        found = list(children) if self.numchild <= CHILDREN_PER_PAGE else children
        return {**context, "children": Paginator(found, CHILDREN_PER_PAGE).get_page(request.GET.get("page"))}


class ContactPage(TextPage):
    """How to reach the partnership and its front door; the details come from the settings."""

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = []
    max_count = 1


class AccessibilityPage(TextPage):
    """The accessibility statement in the form the law sets out; facts come from the settings.

    The Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 ask for the
    statement and for a yearly review. `body` lists what does not work yet, with the plan for it.
    """

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = []
    max_count = 1
