"""What search engines are told of the pages."""

from django.conf import settings
from django.db.models import Q
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from home.querysets import homes


class PageSitemap(Sitemap):
    """Every page that anyone may read, and each of its translations once."""

    def items(self) -> PageQuerySet:
        """As Wagtail's, which goes through the pages of the site's own language only.

        An alias in another language is left out: it repeats the words of the page it was made from.
        """
        pages = super().items()
        if not settings.WAGTAIL_I18N_ENABLED:
            return pages
        site: Site = self.get_wagtail_site()
        ours = Page.objects.descendant_of_q(site.root_page, inclusive=True)
        for home in homes(site).exclude(pk=site.root_page_id):
            ours |= Page.objects.descendant_of_q(home, inclusive=True) & Q(alias_of=None)
        return Page.objects.filter(ours).live().public().order_by("path").defer_streamfields().specific()
