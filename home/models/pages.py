"""Page types of the public site that are not publications."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock, RouteBlock
from home.models.base import BasePage


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


class InformationPage(TextPage):
    """An ordinary page."""

    parent_page_types: ClassVar = ["home.HomePage", "home.SectionPage"]
    subpage_types: ClassVar = []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `section` and `beside`: the section the page is in and what else can be read there."""
        context = super().get_context(request, *args, **kwargs)
        section = SectionPage.objects.parent_of(self).first()
        beside = self.get_siblings(inclusive=False).live().public() if section else []
        return {**context, "section": section, "beside": beside}


class SectionPage(TextPage):
    """A page that leads to the pages below it."""

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["home.InformationPage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `children`: what can be read below."""
        context = super().get_context(request, *args, **kwargs)
        children = InformationPage.objects.child_of(self).live().public()
        return {**context, "children": children}


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
