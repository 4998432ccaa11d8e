"""Views of the publications that are not pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from publications.issue import issue_of
from publications.models import NewsletterPage
from publications.rendering import pdf_of


@require_safe
def newsletter_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """An issue to print or keep, as everybody may read it. Raises Http404 where none is published."""
    page = NewsletterPage.objects.readable().filter(number=number).newest_first().first()
    if page is None:
        raise Http404("There is no such issue.")
    at = page.last_published_at or timezone.now()
    response = HttpResponse(pdf_of(issue_of(page), at), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{page.file_name}"'
    return response
