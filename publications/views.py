"""Views of the publications that are not pages."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from portal.dates import format_day
from publications.counting import comes_from_here, is_counted_already
from publications.enums import BriefingUse
from publications.issue import issue_of
from publications.models import BriefingPage, FrameworkPage, FrameworkVersion, NewsletterPage
from publications.rendering import pdf_of
from publications.services.pages import count_use as count


@require_safe
def newsletter_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """An issue to print or keep, as everybody may read it. Raises Http404 where none is published."""
    page = NewsletterPage.objects.for_reader().filter(number=number).newest_first().first()
    if page is None:
        raise Http404("There is no such issue.")
    at = page.last_published_at or timezone.now()
    response = HttpResponse(pdf_of(issue_of(page), at), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{page.file_name}"'
    return response


@require_safe
def framework_version(request: HttpRequest, version: str) -> HttpResponse:
    """The framework as it was read while this version held; the one that readers see now is at its own address."""
    kept = get_object_or_404(
        FrameworkVersion.objects.readable().select_related("framework", "revision"), version=version
    )
    now = kept.framework
    if kept.is_in_force and not now.is_draft and now.version == kept.version:
        return redirect(now.get_url(request))
    page = kept.revision.as_object()
    return render(request, "publications/framework_version.html", {"page": page, "kept": kept, "now": now})


@require_safe
def framework_print(request: HttpRequest, version: str = "") -> HttpResponse:
    """What stands at the foot of each printed sheet of the framework: which version it is, and whether it holds."""
    if version:
        kept = get_object_or_404(FrameworkVersion.objects.readable(), version=version)
        words = f"Version {kept.version}, approved {format_day(kept.approved_on)}"
        if not kept.is_in_force:
            words = f"Version {kept.version}, superseded on {format_day(kept.superseded_on)}"
    else:
        page = get_object_or_404(FrameworkPage.objects.for_reader())
        standing = "draft" if page.is_draft else f"approved {format_day(page.approved_on)}"
        words = f"Version {page.version}, {standing}"
    return render(request, "publications/print.css", {"words": words}, content_type="text/css")


@csrf_exempt
@require_POST
def count_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Count that somebody read a briefing, or a team discussed it.

    No cookie is set for it, so that there is no form token either: the browser says itself where the form was.
    Raises PermissionDenied for a form of another site.
    """
    if not comes_from_here(request):
        raise PermissionDenied("This button is counted from the briefing's own page only.")
    briefing = get_object_or_404(BriefingPage.objects.readable(), pk=pk)
    try:
        use = BriefingUse(request.POST.get("use", ""))
    except ValueError as error:
        raise Http404 from error
    if not is_counted_already(request, briefing, use):
        count(briefing=briefing, use=use)
    return redirect(f"{briefing.get_url(request)}?thanks={use}#counted")
