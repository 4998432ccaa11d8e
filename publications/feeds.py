"""Atom feeds of what is new."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from wagtail.models import Site

from home.models import PartnershipSettings
from publications.models import (
    AuditOutcomePage,
    BriefingPage,
    EventPage,
    NewsletterPage,
    SummaryFindingsPage,
    Theme,
)

ENTRIES = 20
EVERYTHING = "everything"
# A dated page that a feed tells of.
Entry = Any
# Name in the address -> title, and the kinds of page in the feed.
FEEDS: dict[str, tuple[str, tuple[type[Entry], ...]]] = {
    EVERYTHING: ("Everything new", (AuditOutcomePage, BriefingPage, NewsletterPage, SummaryFindingsPage, EventPage)),
    "audit-outcomes": ("Audit outcomes", (AuditOutcomePage,)),
    "briefings": ("Briefings", (BriefingPage,)),
    "newsletters": ("Newsletters", (NewsletterPage,)),
    "self-assessments": ("Summaries of self-assessments", (SummaryFindingsPage,)),
    "events": ("Events and training", (EventPage,)),
}
THEMED = (AuditOutcomePage, BriefingPage, EventPage)


def feed_address(name: str) -> str:
    """Where the feed of this name is read."""
    return reverse("publications:feed") if name == EVERYTHING else reverse("publications:feed_of", args=[name])


@dataclass(frozen=True)
class Channel:
    """One feed: what it holds, whose it is, where the same is read on the site, its own address, and its pages."""

    name: str
    whose: str
    link: str
    address: str
    pages: list[Entry]


class AtomFeed(Feed):
    """The newest pages of one channel."""

    feed_type = Atom1Feed

    def title(self, channel: Channel) -> str:
        """What the feed holds, and whose it is."""
        return f"{channel.name} - {channel.whose}"

    def author_name(self, channel: Channel) -> str:
        """The partnership; a feed without an author is not valid (RFC 4287, 4.1.1)."""
        return channel.whose

    def link(self, channel: Channel) -> str:
        """The page that lists the same."""
        return channel.link

    def feed_url(self, channel: Channel) -> str:
        """The feed's own address."""
        return channel.address

    def items(self, channel: Channel) -> list[Entry]:
        """The newest."""
        return channel.pages

    def item_title(self, item: Model) -> str:
        """The page's title."""
        return str(item)

    def item_description(self, item: Any) -> str:
        """One or two sentences, as the HTML that readers of feeds take it for."""
        return escape(item.summary)

    def item_link(self, item: Any) -> str:
        """The page."""
        return str(item.url)

    def item_categories(self, item: Any) -> list[str]:
        """The kind of page."""
        return [item.kind_label]

    def item_pubdate(self, item: Any) -> datetime:
        """The start of the day on the page."""
        return timezone.make_aware(datetime.combine(item.published_on, time.min))

    def item_updateddate(self, item: Any) -> datetime:
        """When it was last published."""
        return item.last_published_at or self.item_pubdate(item)


class PublicationFeed(AtomFeed):
    """The newest publications of one kind, or of all."""

    def get_object(self, request: HttpRequest, name: str) -> Channel:
        """Which feed. Raises Http404 for a name that is none."""
        if name not in FEEDS:
            raise Http404("There is no such feed.")
        site = Site.find_for_request(request)
        title, models = FEEDS[name]
        whose = PartnershipSettings.for_site(site).name
        found = [model.objects.readable().descendant_of(site.root_page) for model in models]
        return Channel(title, whose, "/" if name == EVERYTHING else f"/{name}/", feed_address(name), newest(found))


class TopicFeed(AtomFeed):
    """The newest outcomes, briefings and events on one theme."""

    def get_object(self, request: HttpRequest, slug: str) -> Channel:
        """Which theme. Raises Http404 for one that is none."""
        theme = get_object_or_404(Theme, slug=slug)
        site = Site.find_for_request(request)
        found = [model.objects.readable().descendant_of(site.root_page).filter(theme=theme) for model in THEMED]
        whose = PartnershipSettings.for_site(site).name
        page, feed = (reverse(f"publications:{name}", args=[slug]) for name in ("topic", "topic_feed"))
        return Channel(theme.name, whose, page, feed, newest(found))


def newest(selections: Iterable[Any]) -> list[Entry]:
    """The newest of all of these together."""
    pages = [page for selection in selections for page in selection.newest_first()[:ENTRIES]]
    return sorted(pages, key=lambda page: (page.published_on, page.pk), reverse=True)[:ENTRIES]
