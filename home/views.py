"""Views of the public site that are not pages."""

import mimetypes
from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from home.filters import SearchFilters
from home.forms import SearchForm
from home.models import PartnershipSettings
from home.querysets import readable
from home.results import results_of
from home.search import find
from home.suggestions import suggest

YEAR = 365 * 24 * 60 * 60
RESULTS_PER_PAGE = 10
SUGGESTED_PAGES = 6


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def brand_stylesheet(request: HttpRequest) -> HttpResponse:
    """The partnership's colours as custom properties; the address carries the version of the colours."""
    settings = PartnershipSettings.for_request(request)
    return render(request, "home/brand.css", {"brand": settings}, content_type="text/css")


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture of a page, where the files lie on this machine; its name changes with what is in it.

    Raises Http404 for everything else: originals and other uploads have no address.
    """
    kind, _ = mimetypes.guess_type(name)
    if not kind or not kind.startswith("image/"):
        raise Http404
    try:
        file = default_storage.open(f"images/{name}")
    except (FileNotFoundError, IsADirectoryError, SuspiciousFileOperation) as error:
        raise Http404 from error
    return FileResponse(file, content_type=kind)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: the public pages, not the work behind the login."""
    context = {"sitemap": request.build_absolute_uri("/sitemap.xml")}
    return render(request, "home/robots.txt", context, content_type="text/plain")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What has the words looked for, narrowed by what is ticked, each with the words in their place."""
    form = SearchForm(request.GET)
    form.is_valid()
    query, filters = form.cleaned_data.get("q", ""), SearchFilters.from_query(request.GET)
    wanted = filters.wanted(query)
    context: dict[str, Any] = {"search_form": form, "query": query, "search_filters": filters}
    if wanted.words:
        found = Paginator(find(wanted), RESULTS_PER_PAGE).get_page(request.GET.get("page"))
        context |= {"page_obj": found, "results": results_of(found, wanted.words)}
        if not context["results"]:
            context["better"] = suggest(wanted)
    if not context.get("results"):
        site = Site.find_for_request(request)
        context["suggestions"] = readable(site.root_page.get_children())[:SUGGESTED_PAGES] if site else []
    return render(request, "home/search.html", context)
