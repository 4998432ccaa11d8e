"""What search engines are told of beside pages."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from publications.models import Theme
from publications.topics import topics_in_use


class TopicSitemap(Sitemap):
    """The list of topics, and each topic on which something is published."""

    def items(self) -> list[Theme | None]:
        """The themes in use; None stands for their list."""
        themes = topics_in_use()
        return [None, *themes] if themes else []

    def location(self, item: Theme | None) -> str:
        """The address of a topic's page, or of the list."""
        return reverse("publications:topic", args=[item.slug]) if item else reverse("publications:topics")
