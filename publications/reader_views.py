"""Pages of the Wagtail admin about readers: how many there are, and their list for a spreadsheet."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.step_up import fresh_factor_required
from portal.spreadsheets import csv_lines
from publications.enums import SubscriberRole
from publications.models import Subscriber
from publications.permissions import can_count_readers
from publications.services import keeping

HEADING = ("Address", "What they do", "Newsletter", "Topics", "Since", "Stopped", "Why stopped")


@require_safe
def readers(request: HttpRequest) -> HttpResponse:
    """How many get what, by what they do and by topic; no address."""
    if not can_count_readers(request.user):
        raise Http404
    active = Subscriber.objects.active()
    by_role = active.by_role()
    context = {
        "subscribers": active.count(),
        "newsletter": active.for_newsletter().count(),
        "digest": active.for_digest().count(),
        "roles": [(str(role.label), by_role.get(role.value, 0)) for role in SubscriberRole]
        + [("Not said", by_role.get("", 0))],
        "topics": active.for_digest().by_topic().items(),
    }
    return render(request, "publications/admin/readers.html", context)


@require_POST
@fresh_factor_required
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Every subscriber whose address is known, as a CSV file that calculates nothing (bars S16). On the trail."""
    try:
        rows = keeping.take_out(actor=request.user)
    except PermissionDenied as refused:
        raise Http404 from refused
    response = StreamingHttpResponse(csv_lines(HEADING, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="subscribers.csv"'
    return response
