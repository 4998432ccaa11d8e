"""Views of the publications that are not pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publications.feeds import FEEDS, feed_address
from publications.models import NewsletterPage


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """How to be told of new publications."""
    newest = NewsletterPage.objects.readable().newest_first().first()
    feeds = [{"title": title, "address": feed_address(name)} for name, (title, _) in FEEDS.items()]
    return render(request, "publications/subscribe.html", {"newest": newest, "feeds": feeds})
