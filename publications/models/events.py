"""Events and training dates."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from home.blocks import TEXT
from home.models import BasePage
from home.models.audiences import AUDIENCES_PANEL, ForAudiences, is_for
from portal.dates import format_span
from publications.enums import EventKind
from publications.models.base import on_themes
from publications.models.themes import Theme
from publications.querysets import EventManager

EVENTS_PER_PAGE = 20
PAST = "past"


class EventPage(ForAudiences, BasePage):
    """Something to come to: a forum, a practice hour, training. Once it is over it is kept with the past ones."""

    kind_label = "Event"

    for_professionals = models.BooleanField("professionals", default=True)
    for_schools = models.BooleanField("schools", default=True)
    kind = models.CharField("what it is", max_length=8, choices=EventKind, default=EventKind.EVENT)
    introduction = models.TextField("what it is about", max_length=300, help_text="In one or two sentences.")
    starts_at = models.DateTimeField("starts", db_index=True)
    ends_at = models.DateTimeField("ends", db_index=True)
    place = models.CharField(max_length=160, blank=True, help_text="Empty where it is online only.")
    online_link = models.URLField(
        "online link", blank=True, help_text="Only what everybody may have: it is shown on the page and in calendars."
    )
    for_whom = models.CharField("who should come", max_length=160, help_text="For example “new health visitors”.")
    booking = RichTextField("how to book", features=["bold", "link"], help_text="Say also if nobody needs to.")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = RichTextField("more about it", blank=True, features=[*TEXT, "h3"])

    objects = EventManager()
    facets = {
        "audience": is_for,
        "year": lambda years: Q(starts_at__year__in=years),
        "theme": on_themes,
    }
    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("theme")]),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")])],
            heading="When",
            help_text="In local time.",
        ),
        MultiFieldPanel([FieldPanel("place"), FieldPanel("online_link")], heading="Where"),
        FieldPanel("for_whom"),
        FieldPanel("booking"),
        FieldPanel("body"),
        AUDIENCES_PANEL,
    ]
    search_fields = [
        *BasePage.search_fields,
        *map(index.SearchField, ["introduction", "place", "for_whom", "body"]),
        index.RelatedFields("theme", [index.SearchField("name")]),
    ]
    parent_page_types = ["publications.EventIndexPage"]
    subpage_types = []
    template = "publications/event.html"

    class Meta:
        constraints = [
            models.CheckConstraint(name="event_ends_after_it_starts", condition=Q(ends_at__gt=models.F("starts_at")))
        ]

    @property
    def summary(self) -> str:
        """What it is about."""
        return self.introduction

    @property
    def listed_on(self) -> date:
        """The day it starts."""
        return timezone.localdate(self.starts_at)

    @property
    def published_on(self) -> date:
        """The day it was announced, which is what a feed of news goes by."""
        return timezone.localdate(self.first_published_at) if self.first_published_at else timezone.localdate()

    @property
    def when(self) -> str:
        """Day, times and time zone in words; empty in the preview of an unfinished draft."""
        return format_span(self.starts_at, self.ends_at) if self.starts_at and self.ends_at else ""

    @property
    def where(self) -> str:
        """The place, "online", or both."""
        parts = [self.place, "online" if self.online_link else ""]
        return " and ".join(part for part in parts if part)

    @property
    def is_past(self) -> bool:
        """Whether it is over."""
        return bool(self.ends_at and self.ends_at < timezone.now())

    @property
    def booking_words(self) -> str:
        """How to book, without markup, for calendars."""
        return " ".join(strip_tags(self.booking.replace("<", " <")).split())

    def clean(self) -> None:
        """It ends after it starts, and it is somewhere."""
        super().clean()
        errors: dict[str, str] = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = "The end has to come after the start."
        if not self.place and not self.online_link:
            errors["place"] = "Say where it is, or give an online link."
        if errors:
            raise ValidationError(errors)


class EventIndexPage(BasePage):
    """Events and training dates: those to come, and below another address those that are over."""

    introduction = RichTextField(blank=True, features=["bold", "link"], help_text="Shown above the list.")

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["publications.EventPage"]
    max_count = 1
    template = "publications/events.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `events`, one page of those to come or of those past. Raises Http404 for what is neither."""
        context = super().get_context(request, *args, **kwargs)
        when = request.GET.get("when", "")
        if when not in ("", PAST):
            raise Http404("There is no such part of the list.")
        events = EventPage.objects.child_of(self).readable().select_related("theme")
        now: datetime = timezone.now()
        paginator = Paginator(events.past(now) if when else events.coming(now), EVENTS_PER_PAGE)
        try:
            context["events"] = paginator.page(request.GET.get("page", 1))
        except (EmptyPage, PageNotAnInteger) as error:
            raise Http404("There is no such page of this list.") from error
        return {**context, "shows_past": bool(when)}
