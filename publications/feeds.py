"""Atom feeds of what is new."""

from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from wagtail.models import Site

from home.models import PartnershipSettings
from publications.models import AuditOutcomePage, BriefingPage, NewsletterPage, PublicationPage

ENTRIES = 20
EVERYTHING = "everything"
# Name in the address -> title, and the kinds of page in the feed.
FEEDS: dict[str, tuple[str, tuple[type[PublicationPage], ...]]] = {
    EVERYTHING: ("Everything new", (AuditOutcomePage, BriefingPage, NewsletterPage)),
    "audit-outcomes": ("Audit outcomes", (AuditOutcomePage,)),
    "briefings": ("Briefings", (BriefingPage,)),
    "newsletters": ("Newsletters", (NewsletterPage,)),
}


def feed_address(name: str) -> str:
    """Where the feed of this name is read."""
    return reverse("publications:feed") if name == EVERYTHING else reverse("publications:feed_of", args=[name])


class PublicationFeed(Feed):
    """The newest publications of one kind, or of all."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, name: str) -> tuple[str, str, Site]:
        """Which feed. Raises Http404 for a name that is none."""
        if name not in FEEDS:
            raise Http404("There is no such feed.")
        site = Site.find_for_request(request)
        return name, PartnershipSettings.for_site(site).name, site

    def title(self, feed: tuple[str, str, Site]) -> str:
        """What the feed holds, and whose it is."""
        return f"{FEEDS[feed[0]][0]} - {feed[1]}"

    def author_name(self, feed: tuple[str, str, Site]) -> str:
        """The partnership; a feed without an author is not valid (RFC 4287, 4.1.1)."""
        return feed[1]

    def link(self, feed: tuple[str, str, Site]) -> str:
        """The page that lists the same."""
        return "/" if feed[0] == EVERYTHING else f"/{feed[0]}/"

    def feed_url(self, feed: tuple[str, str, Site]) -> str:
        """The feed's own address."""
        return feed_address(feed[0])

    def items(self, feed: tuple[str, str, Site]) -> list[PublicationPage]:
        """The newest, of all kinds together."""
        name, _, site = feed
        pages: list[PublicationPage] = []
        for model in FEEDS[name][1]:
            pages += model.objects.readable().descendant_of(site.root_page).newest_first()[:ENTRIES]
        return sorted(pages, key=lambda page: (page.published_on, page.pk), reverse=True)[:ENTRIES]

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
