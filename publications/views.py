"""Views of the publications that are not pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from publications.issue import issue_of
from publications.models import NewsletterPage
from publications.rendering import pdf_of


@require_safe
def newsletter_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """An issue to print or keep, as everybody may read it."""
    page = get_object_or_404(NewsletterPage.objects.readable(), number=number)
    response = HttpResponse(pdf_of(issue_of(page), page.last_published_at), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{page.file_name}"'
    return response
