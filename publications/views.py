"""Views of the publications that are not pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from publications.feeds import FEEDS, feed_address
from publications.issue import issue_of
from publications.models import NewsletterPage
from publications.rendering import pdf_of


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """How to be told of new publications."""
    newest = NewsletterPage.objects.readable().newest_first().first()
    feeds = [{"title": title, "address": feed_address(name)} for name, (title, _) in FEEDS.items()]
    return render(request, "publications/subscribe.html", {"newest": newest, "feeds": feeds})


@require_safe
def newsletter_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """An issue to print or keep, as everybody may read it."""
    page = get_object_or_404(NewsletterPage.objects.readable(), number=number)
    response = HttpResponse(pdf_of(issue_of(page), page.last_published_at), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{page.file_name}"'
    return response
