"""Navigation and drawn pictures, for the templates of every page."""

from typing import Any

from django import template
from django.conf import settings
from wagtail import hooks
from wagtail.models import Page, Site

from home.barriers import Barrier, barriers_of
from home.models import BasePage
from home.pictures import TILE, pattern
from home.plain_words import Reading, passages_of, reading_of
from home.querysets import links_only, readable, translations_of
from portal.languages import Language, current_language, main_language

register = template.Library()

MAX_ENTRIES = 6


@register.simple_tag(takes_context=True)
def navigation(context: dict) -> list[dict]:
    """The entries of the main navigation: pages right under the home page that are shown in menus, six at most."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if request is None or site is None:
        return []
    pages = links_only(readable(Page.objects.child_of(site.root_page.localized).in_menu()))[:MAX_ENTRIES]
    return [
        {"title": page.title, "url": url, "current": _marker(request.path, url)}
        for page in pages
        if (url := page.get_url(request, site))
    ]


def _marker(path: str, url: str) -> str:
    """The `aria-current` of an entry: this page, something below it, or neither."""
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""


@register.simple_tag(takes_context=True)
def page_trail(context: dict, page: Page) -> list[dict]:
    """The pages above this one, home first, for its breadcrumbs; empty on the home page itself.

    In another language the home page goes by its own title: "Home" is English.
    """
    home = "Home" if current_language().is_main else ""
    site = Site.find_for_request(context["request"])
    above = links_only(page.get_ancestors().filter(depth__gte=site.root_page.depth).live())
    return [
        {"text": step.title if place else home or step.title, "url": step.get_url(context["request"], site)}
        for place, step in enumerate(above)
    ]


@register.simple_tag
def language_of(page: Any) -> Language:
    """The language of a page; the views that are no pages speak the site's own."""
    return page.language if isinstance(page, BasePage) else main_language()


@register.simple_tag(takes_context=True)
def other_languages(context: dict, page: Any) -> list[dict[str, Any]]:
    """The page's translations that anyone may read, each with its language; none where the site has one language."""
    site = Site.find_for_request(context["request"]) if "request" in context else None
    if not settings.WAGTAIL_I18N_ENABLED or site is None or not isinstance(page, BasePage) or not page.pk:
        return []
    return [{"language": Language(each.locale.language_code), "page": each} for each in translations_of(page, site)]


@register.inclusion_tag("components/picture.html")
def picture(name: str, columns: int = 12, rows: int = 4, extra_class: str = "") -> dict[str, Any]:
    """A quiet pattern that follows from a name: the cover of a publication, a card of a listing."""
    return {
        "paths": pattern(name, columns, rows),
        "width": columns * TILE,
        "height": rows * TILE,
        "extra_class": extra_class,
    }


@register.filter
def one_up(address: str) -> str:
    """The address of the page above: addresses of pages nest as the pages do."""
    return address.rstrip("/").rpartition("/")[0] + "/"


@register.simple_tag
def reading(page: Page) -> Reading:
    """How hard a page is to read, for the editing form; words that are explained do not count."""
    if not page.pk:
        return Reading(None)
    terms = [term for explained in hooks.get_hooks("explained_terms") for term in explained()]
    return reading_of(passages_of(page), terms)


@register.simple_tag
def barriers_on(page: Page) -> list[Barrier]:
    """What keeps a page from being published, for the editing form; a page that is not saved yet has nothing."""
    return barriers_of(page) if page.pk else []
