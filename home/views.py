"""Views of the public site that are not pages."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.models import PartnershipSettings

YEAR = 365 * 24 * 60 * 60


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def brand_stylesheet(request: HttpRequest) -> HttpResponse:
    """The partnership's colours as custom properties; the address carries the version of the colours."""
    settings = PartnershipSettings.for_request(request)
    return render(request, "home/brand.css", {"brand": settings}, content_type="text/css")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Pages with the words looked for."""
    words = request.GET.get("q", "").strip()[:100]
    pages = Page.objects.live().public().search(words) if words else Page.objects.none()
    found = Paginator(pages, 10).get_page(request.GET.get("page"))
    return render(request, "home/search.html", {"words": words, "page_obj": found})
