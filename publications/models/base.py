"""What all publications and their listings share."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from home.models import BasePage
from home.models.audiences import ForAudiences, is_for
from publications.enums import AboutAbuse
from publications.listing import ListingFilter
from publications.models.themes import Theme
from publications.querysets import PublicationManager, PublicationQuerySet

PUBLICATIONS_PER_PAGE = 12


def on_themes(themes: Sequence[str]) -> Q:
    """On one of these themes, given by slug."""
    return Q(theme__in=Theme.objects.filter(slug__in=themes))


class PublicationPage(ForAudiences, BasePage):
    """A dated page that is listed newest first; unless its editors choose, for professionals and schools."""

    for_professionals = models.BooleanField("professionals", default=True)
    for_schools = models.BooleanField("schools", default=True)
    published_on = models.DateField(
        "date", default=timezone.localdate, db_index=True, help_text="Shown on the page; listings are sorted by it."
    )

    objects = PublicationManager()
    facets = {"audience": is_for, "year": lambda years: Q(published_on__year__in=years)}
    search_fields = [*BasePage.search_fields, index.FilterField("published_on")]

    class Meta:
        abstract = True

    @property
    def listed_on(self) -> date:
        """The date on the page."""
        return self.published_on


class ThemedPublicationPage(PublicationPage):
    """A publication on one theme."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    about_abuse = models.CharField(
        "this page is about abuse",
        max_length=5,
        choices=AboutAbuse.choices,
        default=AboutAbuse.AS_THEME,
        help_text="It then offers “Exit this page”, for somebody who must not be seen reading it.",
    )

    promote_panels = [*PublicationPage.promote_panels, FieldPanel("about_abuse")]
    facets = {**PublicationPage.facets, "theme": on_themes}
    search_fields = [
        *PublicationPage.search_fields,
        index.FilterField("theme_id"),
        index.RelatedFields("theme", [index.SearchField("name")]),
    ]

    class Meta:
        abstract = True

    @property
    def offers_exit(self) -> bool:
        """A quick way off the page; asked of the theme unless the page says otherwise."""
        if self.about_abuse == AboutAbuse.AS_THEME:
            return self.theme_id is not None and self.theme.about_abuse
        return self.about_abuse == AboutAbuse.YES


class PublicationIndexPage(BasePage):
    """A listing of one kind of publication, filtered by what stands in the address."""

    introduction = RichTextField(blank=True, features=["bold", "link"], help_text="Shown above the list.")

    listed_model: ClassVar[type[PublicationPage]]
    feed_name: ClassVar[str]
    nothing_yet: ClassVar[str]

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    class Meta:
        abstract = True

    @property
    def summary(self) -> str:
        """What an editor wrote for search engines, else the words above the list."""
        return self.search_description or strip_tags(self.introduction)

    def publications(self) -> PublicationQuerySet:
        """What anyone may read here, newest first."""
        return self.listed_model.objects.child_of(self).readable().newest_first()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One page of the publications that match the filters. Raises Http404 for filters or pages not there."""
        context = super().get_context(request, *args, **kwargs)
        listing = ListingFilter.from_query(request.GET, self.publications())
        paginator = Paginator(listing.found(), PUBLICATIONS_PER_PAGE)
        try:
            context["publications"] = paginator.page(request.GET.get("page", 1))
        except (EmptyPage, PageNotAnInteger) as error:
            raise Http404("There is no such page of this listing.") from error
        return {**context, "listing": listing}
