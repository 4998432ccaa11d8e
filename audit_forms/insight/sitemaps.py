"""What search engines are told of what insight tells the public."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse


class SaidSitemap(Sitemap):
    """The page of what was done about what audits found."""

    def items(self) -> list[str]:
        """The names of the pages."""
        return ["public:said"]

    def location(self, item: str) -> str:
        """The page's address."""
        return reverse(item)
